import { useEffect, useState } from 'react';

/**
 * The product's clock. In the demo world it can differ from the browser's clock by weeks. The session provides the
 * offset, and all relative times on a page use this clock.
 */
let offsetMs = 0;

/**
 * Sets the clock from the server's time.
 * @param answeredAt time at which the response arrived, in epoch ms of the browser's clock
 */
export function setServerTime(serverNow: string, answeredAt: number): void {
  const parsed = Date.parse(serverNow);
  if (!Number.isNaN(parsed)) offsetMs = parsed - answeredAt;
}

export function productNow(): number {
  return Date.now() + offsetMs;
}

/** The product's current time, updated every `everyMs` milliseconds while the component is mounted. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(productNow);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(productNow()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}
