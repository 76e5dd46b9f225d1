/** Returns the API key in an `Authorization` header; undefined if the header contains no key. */
export function readBearer(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}
