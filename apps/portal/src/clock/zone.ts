import { createContext, useContext } from 'react';

/** IANA zone the reader wants every instant in; the browser's until the session says otherwise. */
export const ZoneContext = createContext<string>(Intl.DateTimeFormat().resolvedOptions().timeZone);

export function useZone(): string {
  return useContext(ZoneContext);
}
