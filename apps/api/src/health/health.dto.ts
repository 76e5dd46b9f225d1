export class HealthDto {
  /** `ok`, or `down` when a check fails. */
  status: string;
  /** Each thing that was looked at: `up` or `down`. */
  checks: Record<string, string>;
}
