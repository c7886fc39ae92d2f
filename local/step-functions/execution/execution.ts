import type { MachineType } from '../machines.ts';
import type { Frame } from './frame.ts';
import type { History } from './history.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What an execution is from its start on. */
export interface Header {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly roleArn: string;
  /** The definition that it runs, whatever becomes of its machine. */
  readonly definition: string;
  /** JSON text, as it was given. */
  readonly input: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** How far it has come. */
export interface Progress {
  status: Status;
  stoppedAt?: number;
  /** JSON text. */
  output?: string;
  error?: string;
  cause?: string;
  redriveCount: number;
  redrivenAt?: number;
  readonly frame: Frame;
}

export interface Execution {
  readonly header: Header;
  readonly progress: Progress;
  /** Of an execution that an earlier process ended it is read when somebody asks. */
  readonly history: History;
}

/** True once nothing more will happen to it, unless it is redriven. */
export const hasEnded = ({ progress }: Execution): boolean => progress.status !== 'RUNNING';
