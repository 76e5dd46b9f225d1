import { createHash, randomBytes } from 'node:crypto';

/** Token that sets up an empty installation. The apps get only its hash, and only the terminal displays it. */
export interface SetupToken {
  readonly token: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** @param given token of the operator; if undefined, each start generates a new one */
export function createSetupToken(given: string | undefined): SetupToken {
  const token = given ?? randomBytes(24).toString('base64url');
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}

/** Returns whether the API reports that the installation has no maker yet. */
export async function isSetupNeeded(portalUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${portalUrl}/api/v1/setup`, { signal: AbortSignal.timeout(5000) });
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null && 'needed' in answer && answer.needed === true;
  } catch {
    // Another version's API may respond here. The portal reports a missing setup anyway.
    return false;
  }
}
