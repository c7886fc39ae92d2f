/** True of a URL that never leaves the machine. What a laptop tries is not sent to others. */
export function isLoopback(url: string): boolean {
  try {
    return /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(new URL(url).hostname);
  } catch {
    return false;
  }
}
