import { DomainError, type ErrorParams } from '#platform/domain';

/** Why a file was not made, as the catalogue of texts knows it. */
export interface ExportFault {
  readonly code: string;
  readonly params: ErrorParams;
}

const NO_SPACE = ['ENOSPC', 'EDQUOT'];

/** What whoever waits for a file is told of an error: what they can mend themselves, where the disk is full, or that it is tried again. */
export function faultOfExport(error: unknown): ExportFault {
  if (error instanceof DomainError) return { code: error.code, params: error.params };
  const { code } = (error ?? {}) as { code?: unknown };
  const isFull = typeof code === 'string' && NO_SPACE.includes(code);
  return { code: isFull ? 'telemetry.export_disk_full' : 'telemetry.export_interrupted', params: {} };
}
