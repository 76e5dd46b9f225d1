const DAY = 86_400_000;

/** Certificates that expire within this many days are highlighted, which leaves time to book an exam. */
const SOON_DAYS = 30;

export interface CertificateStatus {
  readonly status: 'valid' | 'soon' | 'expired';
  /** Number of days until the last valid day: 0 on that day, negative after it. */
  readonly days: number;
}

/**
 * Status of a certificate on a day; both are calendar days `YYYY-MM-DD`. A certificate is valid through its last day.
 */
export function certificateStatusOf(validUntil: string, today: string): CertificateStatus {
  const days = Math.round((Date.parse(`${validUntil}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);
  return { status: days < 0 ? 'expired' : days <= SOON_DAYS ? 'soon' : 'valid', days };
}
