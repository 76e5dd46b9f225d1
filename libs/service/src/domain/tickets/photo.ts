import { DomainError } from '#platform/domain';

/** The largest file that a ticket takes; a phone's photo is a fifth of it. */
export const LARGEST_FILE_BYTES = 15 * 1024 * 1024;

/** What may be attached to a ticket: what every browser shows by itself. */
const KINDS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
};

/**
 * Decides whether a file is taken, by what its bytes are and not by what its name says.
 * @param mime as sniffed from the bytes; undefined when they are like nothing known
 * @returns the name to keep: without a path, and with the ending that the bytes ask for
 * @throws DomainError service.file_empty, service.file_too_large, service.file_kind_refused
 */
export function admitFile(name: string, bytes: number, mime: string | undefined): string {
  if (bytes === 0) throw new DomainError('service.file_empty');
  if (bytes > LARGEST_FILE_BYTES)
    throw new DomainError('service.file_too_large', { bytes, most: LARGEST_FILE_BYTES });
  const ending = mime === undefined ? undefined : KINDS[mime];
  if (ending === undefined) throw new DomainError('service.file_kind_refused', { mime: mime ?? null });
  const base = name
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    // Neither control characters nor what turns the reading direction, which would disguise the ending.
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim()
    .slice(0, 100);
  return `${base === '' ? 'photo' : base}.${ending}`;
}
