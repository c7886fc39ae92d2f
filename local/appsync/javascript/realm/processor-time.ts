/**
 * The processor time that this process has used, in milliseconds. Limits of time are measured by it: on a machine with
 * much else to do the clock goes on while the process waits for its turn.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
