/** The API key in an `Authorization` header; undefined when it holds none. */
export function readBearer(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}
