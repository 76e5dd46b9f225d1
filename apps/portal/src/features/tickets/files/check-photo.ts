/** The largest file that the api takes for a ticket. */
export const LARGEST_FILE_BYTES = 15 * 1024 * 1024;

/** What the api shows; a phone asked for these converts its own formats by itself. */
export const ACCEPTED_FILES = 'image/jpeg,image/png,image/webp,image/gif,application/pdf';

export type FileFault = 'empty' | 'too_large' | 'kind_refused';

/** What is wrong with a file before it is sent; undefined when it may go. A type the browser does not know is left to the api. */
export function faultOfFile(file: { readonly size: number; readonly type: string }): FileFault | undefined {
  if (file.size === 0) return 'empty';
  if (file.size > LARGEST_FILE_BYTES) return 'too_large';
  if (file.type !== '' && !ACCEPTED_FILES.split(',').includes(file.type)) return 'kind_refused';
  return undefined;
}
