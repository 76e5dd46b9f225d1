import { Injectable } from '@nestjs/common';
import type { Permission } from '#organization';
import { UnitOfWork } from '#platform';
import type { Principal } from '../security/principal.js';
import { findByAmount, findByText, type FoundId, readFound } from './search.queries.js';
import { SEARCH_KINDS, type SearchKind, type SearchQueryDto, type SearchResultDto } from './search.dto.js';
import { parseSearchText } from './search-text.js';

const PERMISSION: Readonly<Record<SearchKind, Permission>> = {
  machine: 'fleet.read',
  site: 'fleet.read',
  customer: 'fleet.read',
  device: 'fleet.read',
  contract: 'contracts.read',
  invoice: 'invoices.read',
  ticket: 'tickets.read',
  part: 'parts.read',
  person: 'users.write',
};

/** Finds objects of all kinds by words, and invoices by amount. */
@Injectable()
export class SearchService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find({ scope, permissions }: Principal, { text, kinds, limit }: SearchQueryDto): Promise<SearchResultDto> {
    const { words, amounts } = parseSearchText(text);
    // Without words, every object would match.
    if (words.length === 0) return Promise.resolve({ items: [], isSimilar: false });
    const wanted = (kinds ?? SEARCH_KINDS).filter((kind) => permissions.has(PERMISSION[kind]));
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await findByText(tx, words, wanted, false, limit);
      if (amounts.length > 0 && wanted.includes('invoice'))
        found.unshift(...(await findByAmount(tx, amounts, limit)));
      const exact = await readFound(tx, unique(found));
      if (exact.length > 0) return { items: exact, isSimilar: false };
      const similar = await findByText(tx, words, wanted, true, limit);
      return { items: await readFound(tx, similar), isSimilar: true };
    });
  }
}

/** Removes duplicates. An invoice can match both by its amount and by its number. */
function unique(found: readonly FoundId[]): FoundId[] {
  return [...new Map(found.map((one) => [one.id, one])).values()];
}
