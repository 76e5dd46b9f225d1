export class HealthDto {
  /** `ok`, or `down` if a check fails. */
  status: string;
  /** Result of each check: `up` or `down`. */
  checks: Record<string, string>;
}
