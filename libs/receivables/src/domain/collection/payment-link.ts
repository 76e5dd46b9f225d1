import { createHmac, timingSafeEqual } from 'node:crypto';

/** The document that a payment link shows. */
export interface PaymentLink {
  readonly makerId: string;
  readonly documentId: string;
}

const UUID_BYTES = 16;
const SIGNATURE_BYTES = 16;

/** Returns the token of a payment link. It is signed, because the link requires no sign-in. */
export function formatPaymentLink({ makerId, documentId }: PaymentLink, key: string): string {
  const content = Buffer.concat([toBytes(makerId), toBytes(documentId)]);
  return Buffer.concat([content, sign(content, key)]).toString('base64url');
}

/** @returns undefined if `formatPaymentLink` did not create the token with the key */
export function parsePaymentLink(token: string, key: string): PaymentLink | undefined {
  if (!/^[\w-]{64}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const content = bytes.subarray(0, 2 * UUID_BYTES);
  if (!timingSafeEqual(bytes.subarray(2 * UUID_BYTES), sign(content, key))) return undefined;
  return {
    makerId: toUuid(content.subarray(0, UUID_BYTES)),
    documentId: toUuid(content.subarray(UUID_BYTES)),
  };
}

function sign(content: Uint8Array, key: string): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, SIGNATURE_BYTES);
}

function toBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
