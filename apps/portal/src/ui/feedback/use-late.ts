import { useEffect, useState } from 'react';

/** Returns true if `active` has lasted for `afterMs`, so that fast responses never flash a skeleton. */
export function useLate(active: boolean, afterMs = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) {
      setLate(false);
      return undefined;
    }
    const timer = window.setTimeout(() => setLate(true), afterMs);
    return () => window.clearTimeout(timer);
  }, [active, afterMs]);
  return active && late;
}
