import { Injectable } from '@nestjs/common';
import { DomainError, ensureVersion, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { SavedViewDefault } from '../entities/saved-view-default.entity.js';
import { SavedView } from '../entities/saved-view.entity.js';

/** Maximum number of views that a person can save for a list. */
const MAX_VIEWS = 50;

export interface SavedViewInput {
  readonly name: string;
  readonly isShared: boolean;
  /** True to open the list with this view. */
  readonly isDefault: boolean;
  /** Filters, sort order and layout, as the portal stores them. */
  readonly settings: object;
}

export interface SavedViewDetails extends SavedViewInput {
  readonly id: string;
  readonly list: string;
  /** Name of the person who saved the view. */
  readonly owner: string | null;
  readonly isOwn: boolean;
  readonly version: number;
}

/** Manages saved views of lists. Users see their own views; users of the maker also see shared views. */
@Injectable()
export class SavedViewsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the views of a list by name. */
  list(scope: Scope, list: string): Promise<SavedViewDetails[]> {
    return this.unitOfWork.run(scope, (tx) => findViews(tx, list));
  }

  /**
   * @throws DomainError organization.view_needs_person, organization.too_many_views, organization.view_not_shareable
   */
  create(scope: Scope, list: string, input: SavedViewInput): Promise<SavedViewDetails> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ownerId = personOf(tx);
      const { makerId } = scope;
      assertShareable(tx, input);
      if ((await tx.manager.countBy(SavedView, { makerId, list, ownerId })) >= MAX_VIEWS)
        throw new DomainError('organization.too_many_views', { max: MAX_VIEWS });
      const id = newId();
      const { name, isShared, settings } = input;
      const times = { createdAt: tx.now, updatedAt: tx.now };
      await tx.manager.insert(SavedView, {
        makerId,
        id,
        list,
        name,
        ownerId,
        isShared,
        settings,
        version: 1,
        ...times,
      });
      await setDefault(tx, list, id, input.isDefault);
      return getView(tx, list, id);
    });
  }

  /**
   * Changes a view. Users other than the owner can only make a shared view their default.
   * @throws DomainError organization.view_not_found, organization.view_not_own, platform.version_mismatch,
   *   organization.view_not_shareable
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    changes: Partial<SavedViewInput>,
  ): Promise<SavedViewDetails> {
    return this.unitOfWork.run(scope, async (tx) => {
      const view = await lockView(tx, id);
      const { isDefault, ...content } = changes;
      if (Object.keys(content).length > 0) {
        assertOwn(tx, view);
        ensureVersion(view.version, version);
        assertShareable(tx, content);
        await tx.manager.update(
          SavedView,
          { makerId: scope.makerId, id },
          { ...content, version: view.version + 1, updatedAt: tx.now },
        );
      }
      if (isDefault !== undefined) await setDefault(tx, view.list, id, isDefault);
      return getView(tx, view.list, id);
    });
  }

  /** @throws DomainError organization.view_not_found, organization.view_not_own */
  delete(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      assertOwn(tx, await lockView(tx, id));
      await tx.manager.delete(SavedView, { makerId: scope.makerId, id });
    });
  }
}

function findViews(tx: Transaction, list: string): Promise<SavedViewDetails[]> {
  return tx.manager.query(
    `select v.id, v.list, v.name, v.owner_id_name as owner, v.owner_id = $3 as "isOwn", v.is_shared as "isShared",
            d.view_id is not null as "isDefault", v.settings, v.version
       from saved_view v
       left join saved_view_default d on d.maker_id = v.maker_id and d.view_id = v.id and d.user_id = $3
      where v.maker_id = $1 and v.list = $2 order by lower(v.name), v.id`,
    [tx.scope.makerId, list, tx.scope.userId],
  );
}

async function getView(tx: Transaction, list: string, id: string): Promise<SavedViewDetails> {
  return (await findViews(tx, list)).find((view) => view.id === id)!;
}

async function lockView(tx: Transaction, id: string): Promise<SavedView> {
  const view = await tx.manager.findOne(SavedView, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!view) throw new DomainError('organization.view_not_found');
  return view;
}

async function setDefault(tx: Transaction, list: string, viewId: string, isDefault: boolean): Promise<void> {
  const row = { makerId: tx.scope.makerId, userId: personOf(tx), list };
  if (isDefault) await tx.manager.upsert(SavedViewDefault, { ...row, viewId }, ['makerId', 'userId', 'list']);
  else await tx.manager.delete(SavedViewDefault, { ...row, viewId });
}

/** @throws DomainError organization.view_needs_person */
function personOf(tx: Transaction): string {
  if (tx.scope.userId === null) throw new DomainError('organization.view_needs_person');
  return tx.scope.userId;
}

/** @throws DomainError organization.view_not_own */
function assertOwn(tx: Transaction, view: SavedView): void {
  if (view.ownerId !== tx.scope.userId)
    throw new DomainError('organization.view_not_own', { owner: view.ownerIdName });
}

/** Users of customers can't share views, because users of the maker would see their filters. */
function assertShareable(tx: Transaction, { isShared }: Partial<SavedViewInput>): void {
  if (isShared === true && tx.scope.customers !== 'all')
    throw new DomainError('organization.view_not_shareable');
}
