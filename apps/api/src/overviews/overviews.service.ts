import { Injectable } from '@nestjs/common';
import { getCustomer, getSite } from '#customers';
import { type Transaction, UnitOfWork } from '#platform';
import type { Principal } from '../security/principal.js';
import { DOCUMENT_SOURCES } from './document-sources.sql.js';
import type {
  DocumentEntryDto,
  DocumentFeedDto,
  DocumentsQueryDto,
  FeedEventListDto,
  FeedEventDto,
  TimelineQueryDto,
} from './feed.dto.js';
import { type FeedSubject, readDocuments, readTimeline } from './feed.queries.js';
import { visibleKinds } from './feed-source.js';
import type { OverviewDto } from './overview.dto.js';
import { getOverview } from './overview.queries.js';
import { TIMELINE_SOURCES } from './timeline-sources.sql.js';

/** A customer or a site, by id. */
type SubjectId = { readonly customerId: string } | { readonly siteId: string };

/** Overviews, timelines and documents of customers and sites, from the tables of all libs. */
@Injectable()
export class OverviewsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError customers.customer_not_found, customers.site_not_found */
  get({ scope, permissions }: Principal, of: SubjectId): Promise<OverviewDto> {
    return this.unitOfWork.run(scope, async (tx) => getOverview(tx, await findSubject(tx, of), permissions));
  }

  /** @throws DomainError customers.customer_not_found, customers.site_not_found, platform.cursor_invalid */
  timeline(
    { scope, permissions }: Principal,
    of: SubjectId,
    { kinds, ...page }: TimelineQueryDto,
  ): Promise<FeedEventListDto> {
    const wanted = visibleKinds(TIMELINE_SOURCES, permissions, kinds);
    return this.unitOfWork.run(scope, async (tx) => {
      const { items, next } = await readTimeline(tx, await findSubject(tx, of), wanted, page);
      return {
        items: items.map(({ file: _file, ...entry }) => entry as FeedEventDto),
        next,
      };
    });
  }

  /** @throws DomainError customers.customer_not_found, customers.site_not_found, platform.cursor_invalid */
  documents(
    { scope, permissions }: Principal,
    of: SubjectId,
    { kinds, ...page }: DocumentsQueryDto,
  ): Promise<DocumentFeedDto> {
    const wanted = visibleKinds(DOCUMENT_SOURCES, permissions, kinds);
    return this.unitOfWork.run(scope, async (tx) => {
      const { items, next } = await readDocuments(tx, await findSubject(tx, of), wanted, page);
      return {
        items: items.map(
          ({ site: _site, alarm: _alarm, dispute: _dispute, kit: _kit, person: _person, ...entry }) =>
            entry as DocumentEntryDto,
        ),
        next,
      };
    });
  }
}

async function findSubject(tx: Transaction, of: SubjectId): Promise<FeedSubject> {
  if ('customerId' in of) return { customerId: (await getCustomer(tx, of.customerId)).id, siteId: null };
  const { customerId, id } = await getSite(tx, of.siteId);
  return { customerId, siteId: id };
}
