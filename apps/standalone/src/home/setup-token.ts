import { createHash, randomBytes } from 'node:crypto';

/** The token that sets up an empty installation. The apps get its hash alone; the terminal is the only place that shows it. */
export interface SetupToken {
  readonly token: string;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** @param given a token of the operator's own; otherwise every start makes a new one */
export function settleSetupToken(given: string | undefined): SetupToken {
  const token = given ?? randomBytes(24).toString('base64url');
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}

/** Whether the api says that the installation has no maker yet. */
export async function isSetupNeeded(portalUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${portalUrl}/api/v1/setup`, { signal: AbortSignal.timeout(5000) });
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null && 'needed' in answer && answer.needed === true;
  } catch {
    // What answers here may be another version's api: the portal says what is missing, if anything is.
    return false;
  }
}
