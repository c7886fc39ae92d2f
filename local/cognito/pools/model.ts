/** How a user stands, in Cognito's own words. */
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

/** What a code was sent for. */
export type CodePurpose = 'sign-up' | 'forgot-password' | `attribute:${string}`;

export interface IssuedCode {
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Wrong answers given so far. */
  attempts: number;
}

/** What SRP keeps instead of a password; hexadecimal. */
export interface Verifier {
  readonly salt: string;
  readonly verifier: string;
}

export interface User {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Record<string, string>;
  status: UserStatus;
  enabled: boolean;
  /** Milliseconds since the epoch, as every time in these records. */
  readonly createdAt: number;
  modifiedAt: number;
  /** Absent for a user who has never had a password. */
  password?: Verifier & { readonly setAt: number };
  /** Verifiers of former passwords, newest first, when the policy keeps a history. */
  passwordHistory?: Verifier[];
  readonly groups: string[];
  readonly codes: Partial<Record<CodePurpose, IssuedCode>>;
  /** New values of attributes that wait for verification before they replace the present ones. */
  pendingAttributes?: Record<string, string>;
  /** An authenticator's secret that waits for its first code. */
  newSoftwareTokenSecret?: string;
  softwareToken?: {
    secret: string;
    verified: boolean;
    enabled: boolean;
    preferred: boolean;
    lastStep?: number;
  };
  /** Wrong passwords in a row, and until when the next try is refused. */
  failures?: { count: number; lockedUntil: number };
}

export interface Group {
  readonly name: string;
  description?: string;
  precedence?: number;
  roleArn?: string;
  readonly createdAt: number;
  modifiedAt: number;
}

/** What a refresh token stands for. The token itself is kept only as a hash. */
export interface Grant {
  readonly tokenHash: string;
  readonly originJti: string;
  readonly eventId: string;
  readonly username: string;
  readonly clientId: string;
  /** When the person signed in; carried unchanged into refreshed tokens. */
  readonly authTime: number;
  readonly expiresAt: number;
  revoked: boolean;
  /** After rotation: until when the old token still works. */
  retiredAt?: number;
}

/** Everything of a pool that outlives the process. */
export interface PoolState {
  users: User[];
  groups: Group[];
  grants: Grant[];
  /** The signing key as a private JWK, generated on first use. */
  signingKey?: Record<string, unknown>;
  clientSecrets: Record<string, string>;
}
