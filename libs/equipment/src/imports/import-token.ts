import { DomainError, type Scope, type SecretBox } from '#platform';
import { IMPORT_KINDS, type ImportKind } from '../domain/import/columns.js';

/**
 * The content of an import token. A token permits the import of one file, identified by its hash, with the previewed
 * mapping.
 */
export interface ImportToken {
  readonly makerId: string;
  readonly userId: string | null;
  readonly fileId: string;
  readonly sha256: string;
  readonly kind: ImportKind;
  readonly columns: Readonly<Record<string, string | null>>;
  readonly expiresAt: Date;
}

/** Encrypts the token, so that a client can neither read nor change its content. */
export function formatImportToken(secrets: SecretBox, token: ImportToken): string {
  return secrets.seal(JSON.stringify(token));
}

/**
 * @throws DomainError equipment.import_token_invalid if the token is malformed, was created for another person, or has
 *   expired
 */
export function readImportToken(secrets: SecretBox, text: string, scope: Scope, now: Date): ImportToken {
  const token = decryptToken(secrets, text);
  const isOwnToken =
    token.makerId === scope.makerId && token.userId === scope.userId && IMPORT_KINDS.includes(token.kind);
  if (!isOwnToken || token.expiresAt <= now) throw new DomainError('equipment.import_token_invalid');
  return token;
}

function decryptToken(secrets: SecretBox, text: string): ImportToken {
  try {
    const token = JSON.parse(secrets.open(text)) as ImportToken;
    return { ...token, expiresAt: new Date(token.expiresAt) };
  } catch {
    throw new DomainError('equipment.import_token_invalid');
  }
}
