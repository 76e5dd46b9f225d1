import { useEffect, useState } from 'react';

/**
 * The product's clock. In the demo world it may stand weeks away from the device's; the session tells by how much, and
 * everything on the page that counts down or back asks here.
 */
let offsetMs = 0;

/**
 * Sets the clock from the server's own time.
 * @param answeredAt when the server's answer arrived, epoch ms of this device
 */
export function setServerTime(serverNow: string, answeredAt: number): void {
  const parsed = Date.parse(serverNow);
  if (!Number.isNaN(parsed)) offsetMs = parsed - answeredAt;
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
