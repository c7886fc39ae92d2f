import { GraphiQL } from 'graphiql';
import { useMemo, useRef, useState } from 'react';
import type { ExplorerConfig, Identity } from '../config.ts';
import { useRoute } from './cloud/route.ts';
import { Cloud } from './cloud/view.tsx';
import { createWatched, idle, type Connection } from './connection.ts';
import { authorizerOf } from './credentials.ts';
import { Errors } from './errors.tsx';
import { createFetcher, type ShownError } from './fetcher.ts';
import { Notice } from './notice.tsx';
import { createTokens } from './sign-in.ts';
import { TopBar } from './top-bar.tsx';
import { TracePanel } from './trace/panel.tsx';

const rememberedAs = 'explorer:identity';

/** GraphiQL, asked as whoever is chosen in the bar; and beside it what the cloud behind the API does. */
export function Explorer({ config }: { config: ExplorerConfig }) {
  const [identity, setIdentity] = useState(() => remembered(config.identities));
  // The fetcher stays the same, so that GraphiQL keeps its tabs and its schema; who asks is looked up at each request.
  const current = useRef(identity);
  const { connection, errors, lastRequest, fetcher } = useMemo(() => {
    const connection = createWatched<Connection>(idle);
    const errors = createWatched<readonly ShownError[]>([]);
    const lastRequest = createWatched<string | undefined>(undefined);
    const ground = { host: location.host, region: config.region, tokens: createTokens(config.userPool) };
    const authorizer = () => authorizerOf(current.current, ground);
    return {
      connection,
      errors,
      lastRequest,
      fetcher: createFetcher({ path: config.endpointPath, authorizer, connection, errors, lastRequest }),
    };
  }, [config]);

  const [view, ...place] = useRoute();
  const { localPath } = config;
  const cloud = localPath !== undefined && view === 'cloud';

  // Who only looks at the cloud need not wait for the editor.
  const [opened, setOpened] = useState(!cloud);
  if (!cloud && !opened) setOpened(true);

  function choose(chosen: Identity): void {
    current.current = chosen;
    sessionStorage.setItem(rememberedAs, chosen.label);
    errors.set([]);
    connection.set(idle);
    setIdentity(chosen);
  }

  return (
    <>
      <TopBar config={config} cloud={cloud} identity={identity} connection={connection} onChoose={choose} />
      {config.noticesPath && <Notice path={config.noticesPath} />}
      {cloud && <Cloud path={localPath} place={place} />}
      {/* Out of sight it stays as it is, with its answers and its subscriptions. */}
      {opened && (
        <main className="explorer" hidden={cloud}>
          <GraphiQL
            fetcher={fetcher}
            defaultTabs={config.tabs?.map(({ query, variables }) => ({ query, variables, headers: null }))}
            isHeadersEditorEnabled={false}
            showPersistHeadersSettings={false}
          >
            <GraphiQL.Logo>
              <span />
            </GraphiQL.Logo>
            <GraphiQL.Footer>
              <Errors errors={errors} />
            </GraphiQL.Footer>
          </GraphiQL>
        </main>
      )}
      {config.tracesPath && !cloud && <TracePanel path={config.tracesPath} last={lastRequest} />}
    </>
  );
}

function remembered(identities: readonly Identity[]): Identity {
  const label = sessionStorage.getItem(rememberedAs);
  const found = identities.find((identity) => identity.label === label) ?? identities[0];
  if (!found) throw new Error('There is nobody to be: the explorer was given no identity.');
  return found;
}
