import { DomainError, type Scope, type SecretBox } from '#platform';
import { IMPORT_KINDS, type ImportKind } from '../domain/import/columns.js';

/** What a preview without faults allows: to import one file, known by its hash, as it was matched. */
export interface ImportToken {
  readonly makerId: string;
  readonly userId: string | null;
  readonly fileId: string;
  readonly sha256: string;
  readonly kind: ImportKind;
  readonly columns: Readonly<Record<string, string | null>>;
  readonly expiresAt: Date;
}

/** Sealed, so that a client can neither read nor change which file it stands for. */
export function formatImportToken(secrets: SecretBox, token: ImportToken): string {
  return secrets.seal(JSON.stringify(token));
}

/** @throws DomainError equipment.import_token_invalid: not one of ours, somebody else's, or too old */
export function readImportToken(secrets: SecretBox, text: string, scope: Scope, now: Date): ImportToken {
  const token = open(secrets, text);
  const isOurs =
    token.makerId === scope.makerId && token.userId === scope.userId && IMPORT_KINDS.includes(token.kind);
  if (!isOurs || token.expiresAt <= now) throw new DomainError('equipment.import_token_invalid');
  return token;
}

function open(secrets: SecretBox, text: string): ImportToken {
  try {
    const token = JSON.parse(secrets.open(text)) as ImportToken;
    return { ...token, expiresAt: new Date(token.expiresAt) };
  } catch {
    throw new DomainError('equipment.import_token_invalid');
  }
}
