import { DomainError } from '#platform';

/** The file of a form, which must have one. @throws DomainError api.file_missing */
export function requireFile<File>(file: File | undefined): File {
  if (!file) throw new DomainError('api.file_missing', {}, [{ pointer: '/file', code: 'api.file_missing' }]);
  return file;
}
