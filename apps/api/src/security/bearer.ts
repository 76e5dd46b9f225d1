/** Returns the API key in an `Authorization` header; undefined if it contains none. */
export function readBearer(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}
