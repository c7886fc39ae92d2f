/** What the explorer's page is told when it is opened. Plain data: it travels as JSON. */
export interface ExplorerConfig {
  /** Shown in the bar, e.g. the application's name. */
  readonly title: string;
  /** The GraphQL endpoint's path on the page's own origin, e.g. `/graphql`. */
  readonly endpointPath: string;
  /** E.g. `us-east-1`; IAM requests are signed for it. */
  readonly region: string;
  /** Who the page can be; the first one it is at first. */
  readonly identities: readonly Identity[];
  /** Where users of kind `userPool` sign in. */
  readonly userPool?: {
    readonly userPoolId: string;
    readonly userPoolClientId: string;
    /** E.g. `http://localhost:4566/`. */
    readonly endpoint: string;
  };
  /** Where the traces of requests are on the page's own origin, `/_local/traces`; absent: none are kept. */
  readonly tracesPath?: string;
  /** Where the cloud shows its queues, events and workflows on the page's own origin, `/_local`; absent: nowhere. */
  readonly localPath?: string;
  /** Where the page hears what it is to show while it is open, as server-sent events. */
  readonly noticesPath?: string;
  /** What the editor shows at first. */
  readonly tabs?: readonly ExplorerTab[];
}

export interface ExplorerTab {
  readonly query: string;
  /** A JSON text. */
  readonly variables?: string;
}

/** One choice of who you are. Labels are unique. */
export type Identity =
  | { readonly kind: 'apiKey'; readonly label: string; readonly apiKey: string }
  | {
      readonly kind: 'userPool';
      readonly label: string;
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly kind: 'iam';
      readonly label: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    };
