/** Maximum size of a ticket's file in the API. */
export const MAX_FILE_BYTES = 15 * 1024 * 1024;

/**
 * Types that the API can display. A phone converts photos in other formats automatically if only these types are
 * accepted.
 */
export const ACCEPTED_FILES = 'image/jpeg,image/png,image/webp,image/gif,application/pdf';

export type FileFault = 'empty' | 'too_large' | 'kind_refused';

/** Checks a file before upload; undefined if it is valid. The API checks types that the browser does not know. */
export function findFileFault(file: { readonly size: number; readonly type: string }): FileFault | undefined {
  if (file.size === 0) return 'empty';
  if (file.size > MAX_FILE_BYTES) return 'too_large';
  if (file.type !== '' && !ACCEPTED_FILES.split(',').includes(file.type)) return 'kind_refused';
  return undefined;
}
