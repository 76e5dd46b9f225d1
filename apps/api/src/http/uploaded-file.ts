import { DomainError } from '#platform';

/**
 * Returns the required file of a form.
 * @throws DomainError api.file_missing
 */
export function requireFile<File>(file: File | undefined): File {
  if (!file) throw new DomainError('api.file_missing', {}, [{ pointer: '/file', code: 'api.file_missing' }]);
  return file;
}
