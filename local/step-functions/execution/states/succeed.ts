import { leaveWithInput, type Leaving } from '../leaving.ts';
import type { Visiting } from '../thread.ts';

/** Ends well. */
export const succeed = (visiting: Visiting): Promise<Leaving> => leaveWithInput(visiting);
