/** Matches a SHA-256 hash in hexadecimal. */
export const SHA256 = /^[0-9a-f]{64}$/;
