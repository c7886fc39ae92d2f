/**
 * How to make a machine's programs trust the local authority, a paragraph for each.
 * @param caPath - the authority's certificate.
 */
export function trustHelp(caPath: string): string {
  const path = JSON.stringify(caPath);
  return `The local cloud answers TLS with a certificate of an authority made on this machine:
  ${caPath}
It can vouch for localhost, 127.0.0.0/8 and ::1, and for nothing else. To trust it:

macOS
  security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${path}

Debian, Ubuntu
  sudo cp ${path} /usr/local/share/ca-certificates/bodega-local.crt && sudo update-ca-certificates

Fedora, RHEL
  sudo trust anchor ${path}

Chrome and Chromium on Linux (certutil is in libnss3-tools or nss-tools)
  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n "Bodega local authority" -i ${path}

Firefox
  Settings, Privacy & Security, View Certificates, Authorities, Import; or about:config,
  security.enterprise_roots.enabled = true to take what the system trusts

Windows
  certutil -user -addstore Root ${path}

Node.js, for one program
  NODE_EXTRA_CA_CERTS=${path} node app.js`;
}
