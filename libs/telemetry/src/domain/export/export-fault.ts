import { DomainError, type ErrorParams } from '#platform/domain';

/** Reason why an export failed: an error code with its parameters. */
export interface ExportFault {
  readonly code: string;
  readonly params: ErrorParams;
}

const NO_SPACE = ['ENOSPC', 'EDQUOT'];

/**
 * Returns the error to show for a failed export: one that the user can fix, a full disk, or a temporary error that is
 * retried.
 */
export function toExportFault(error: unknown): ExportFault {
  if (error instanceof DomainError) return { code: error.code, params: error.params };
  const { code } = (error ?? {}) as { code?: unknown };
  const isFull = typeof code === 'string' && NO_SPACE.includes(code);
  return { code: isFull ? 'telemetry.export_disk_full' : 'telemetry.export_interrupted', params: {} };
}
