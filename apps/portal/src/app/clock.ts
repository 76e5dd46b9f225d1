import { useEffect, useState } from 'react';

/**
 * The product's clock. In the demo world it may stand weeks away from the device's; the session tells by how much, and
 * everything on the page that counts down or back asks here.
 */
let offsetMs = 0;

/** Sets the clock from the server's own time, taken when its answer arrived. */
export function setServerTime(serverNow: string): void {
  const parsed = Date.parse(serverNow);
  if (!Number.isNaN(parsed)) offsetMs = parsed - Date.now();
}

export function productNow(): number {
  return Date.now() + offsetMs;
}

/** The product's time, renewed every `everyMs` while the component is mounted. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(productNow);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(productNow()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}
