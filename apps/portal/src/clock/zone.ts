import { createContext, useContext } from 'react';

/** IANA time zone in which the user sees all times; the browser's zone until the session is loaded. */
export const ZoneContext = createContext<string>(Intl.DateTimeFormat().resolvedOptions().timeZone);

export function useZone(): string {
  return useContext(ZoneContext);
}
