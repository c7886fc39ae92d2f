import { useSyncExternalStore } from 'react';
import type { ExplorerConfig, Identity } from '../config.ts';
import { linkTo } from './cloud/route.ts';
import type { Connection, Watched } from './connection.ts';

const kinds: Record<Identity['kind'], string> = { apiKey: 'API key', userPool: 'User pool', iam: 'IAM' };

/** Who you are, where you ask, and how it goes. */
export function TopBar(props: {
  config: ExplorerConfig;
  /** Whether the cloud is looked at, not the API. */
  cloud: boolean;
  identity: Identity;
  connection: Watched<Connection>;
  onChoose(identity: Identity): void;
}) {
  const { config, cloud, identity, onChoose } = props;
  const { state, text } = useSyncExternalStore(props.connection.watch, props.connection.get);
  const endpoint = location.origin + config.endpointPath;
  return (
    <header className="bar">
      <h1 className="bar-title">{config.title}</h1>
      {config.localPath !== undefined && (
        <nav className="bar-views" aria-label="Views">
          <a href={linkTo()} aria-current={cloud ? undefined : 'page'}>
            GraphQL
          </a>
          <a href={linkTo('cloud')} aria-current={cloud ? 'page' : undefined}>
            Cloud
          </a>
        </nav>
      )}
      <button
        className="bar-endpoint"
        title="Copy the endpoint"
        onClick={() => void navigator.clipboard?.writeText(endpoint)}
      >
        {endpoint}
      </button>
      <span className="bar-space" />
      <span className={`bar-state bar-state-${state}`} role="status">
        {text}
      </span>
      <label className="bar-who">
        <span>You are</span>
        <select
          value={identity.label}
          onChange={({ target }) => {
            const chosen = config.identities.find(({ label }) => label === target.value);
            if (chosen) onChoose(chosen);
          }}
        >
          {groups(config.identities).map(([kind, identities]) => (
            <optgroup key={kind} label={kinds[kind]}>
              {identities.map(({ label }) => (
                <option key={label}>{label}</option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
    </header>
  );
}

function groups(identities: readonly Identity[]): [Identity['kind'], Identity[]][] {
  const byKind = new Map<Identity['kind'], Identity[]>();
  for (const identity of identities)
    byKind.set(identity.kind, [...(byKind.get(identity.kind) ?? []), identity]);
  return [...byKind];
}
