import { DomainError } from '#platform/domain';

/** Maximum size of a ticket's file. A photo from a phone is about a fifth of this size. */
export const MAX_FILE_BYTES = 15 * 1024 * 1024;

/** File types that are allowed on a ticket: types that every browser can show. */
const KINDS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
};

/**
 * Decides by its content, not by its name, whether a file is accepted.
 * @param mime as detected from the bytes; undefined for unknown content
 * @returns the name to store: without a path, and with the extension of its content type
 * @throws DomainError service.file_empty, service.file_too_large, service.file_kind_refused
 */
export function validateFile(name: string, bytes: number, mime: string | undefined): string {
  if (bytes === 0) throw new DomainError('service.file_empty');
  if (bytes > MAX_FILE_BYTES)
    throw new DomainError('service.file_too_large', { bytes, most: MAX_FILE_BYTES });
  const extension = mime === undefined ? undefined : KINDS[mime];
  if (extension === undefined) throw new DomainError('service.file_kind_refused', { mime: mime ?? null });
  const base = name
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    // Removes control characters and direction overrides, which would disguise the extension.
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim()
    .slice(0, 100);
  return `${base === '' ? 'photo' : base}.${extension}`;
}
