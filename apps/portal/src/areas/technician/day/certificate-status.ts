const DAY = 86_400_000;

/** Within so many days a certificate that ends stands out: time enough to book an exam. */
const SOON_DAYS = 30;

export interface CertificateStatus {
  readonly standing: 'valid' | 'soon' | 'expired';
  /** Days left, its last day not counted; negative once it has expired. */
  readonly days: number;
}

/** How a certificate stands on a day; both are calendar days `YYYY-MM-DD`. It still counts on its last day. */
export function certificateStatusOf(validUntil: string, today: string): CertificateStatus {
  const days = Math.round((Date.parse(`${validUntil}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);
  return { standing: days < 0 ? 'expired' : days <= SOON_DAYS ? 'soon' : 'valid', days };
}
