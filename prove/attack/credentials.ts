export interface StuffingReport {
  readonly tried: number;
  readonly signedIn: number;
  /** Number of attempts answered with 429 without verifying the password or the key. */
  readonly slowedDown: number;
  readonly wrong: readonly string[];
}

/** Tries passwords for many accounts, and keys that were never issued, all from one address. */
export async function stuffCredentials(
  portalUrl: string,
  count: number,
  random: () => number,
): Promise<StuffingReport> {
  const statuses: number[] = [];
  const randomSecret = (): string => Math.floor(random() * 36 ** 8).toString(36);
  for (let at = 0; at < count; at += 1) {
    const response = await fetch(`${portalUrl}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `person${at % 50}@example.com`, password: randomSecret() }),
    });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  for (let at = 0; at < count; at += 1) {
    const response = await fetch(`${portalUrl}/api/v1/session`, {
      headers: { authorization: `Bearer dck_${randomSecret()}_${randomSecret()}${randomSecret()}` },
    });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return {
    tried: statuses.length,
    signedIn: statuses.filter((status) => status < 300).length,
    slowedDown: statuses.filter((status) => status === 429).length,
    wrong: statuses.filter((status) => ![401, 422, 429].includes(status)).map(String),
  };
}
