import { DomainError } from '#platform/domain';

/** Maximum size of a file, in bytes. */
export const MAX_STATEMENT_BYTES = 200 * 1024 * 1024;

/** Yields the chunks of a file unchanged. @throws DomainError receivables.statement_too_large */
export async function* limitStatement(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_STATEMENT_BYTES)
      throw new DomainError('receivables.statement_too_large', { limit: MAX_STATEMENT_BYTES / 1024 / 1024 });
    yield chunk;
  }
}
