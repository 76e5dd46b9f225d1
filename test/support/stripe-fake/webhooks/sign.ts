import { createHmac } from 'node:crypto';

/** Returns the value of `Stripe-Signature`: a signature per secret, as Stripe sends it while secrets are rotated. */
export function signatureHeader(body: string, secrets: readonly string[], seconds: number): string {
  const signatures = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'),
  );
  return [`t=${seconds}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
}
