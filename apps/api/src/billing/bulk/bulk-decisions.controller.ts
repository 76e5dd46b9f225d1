import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BillingRuns } from '#billing';
import {
  type BulkAction,
  BulkDecisionsService,
  type BulkRequest,
  type BulkSelection,
  PERMISSION_OF_BULK_ACTION,
} from '#invoicing';
import { DomainError, type Scope } from '#platform';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentPrincipal } from '../../security/decorators/current-principal.decorator.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import type { Principal } from '../../security/principal.js';
import { toBulkItemDto, toBulkPreviewDto } from './bulk-decision-views.js';
import {
  BulkDecisionDto,
  BulkDecisionListDto,
  BulkDecisionRequestDto,
  BulkItemPageDto,
  BulkItemQueryDto,
  BulkPreviewDto,
  BulkPreviewRequestDto,
  BulkSelectionDto,
} from './bulk-decisions.dto.js';

const DECISIONS_SHOWN = 50;

/** Decisions about many documents at once. */
@ApiTags('billing')
@Controller('bulk-decisions')
export class BulkDecisionsController {
  constructor(
    private readonly decisions: BulkDecisionsService,
    private readonly runs: BillingRuns,
  ) {}

  /**
   * Preview a bulk decision.
   * @remarks Returns the number and totals of the documents that would be approved, issued, reopened or sent. Also
   * returns the number of documents that would be refused for each reason, with examples. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('invoices.approve', 'invoices.issue')
  @HttpCode(HttpStatus.OK)
  async preview(
    @CurrentPrincipal() principal: Principal,
    @Body() body: BulkPreviewRequestDto,
  ): Promise<BulkPreviewDto> {
    assertMay(principal, body.action);
    const { scope } = principal;
    return toBulkPreviewDto(await this.decisions.preview(scope, await this.toRequest(scope, body)));
  }

  /**
   * Approve, issue, reopen or send many documents.
   * @remarks Starts a job that applies the action to each document in the state that the preview showed. A document
   * that is refused does not affect the others. The job acts on behalf of the caller. If the caller no longer has the
   * permission when the job starts, all documents are refused.
   */
  @Post()
  @RequirePermission('invoices.approve', 'invoices.issue')
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  async request(
    @CurrentPrincipal() principal: Principal,
    @Body() body: BulkDecisionRequestDto,
  ): Promise<BulkDecisionDto> {
    assertMay(principal, body.action);
    const { scope } = principal;
    const { why = '', issuedOn = null, fingerprint } = body;
    const request = { ...(await this.toRequest(scope, body)), why, issuedOn };
    return this.decisions.request(scope, request, fingerprint);
  }

  /**
   * List bulk decisions.
   * @remarks Returns the 50 latest bulk decisions, newest first.
   */
  @Get()
  @RequirePermission('invoices.draft')
  async list(@CurrentScope() scope: Scope): Promise<BulkDecisionListDto> {
    return toWholeList(await this.decisions.list(scope, DECISIONS_SHOWN));
  }

  /**
   * Get a bulk decision.
   * @remarks Returns the progress of the job.
   */
  @Get(':id')
  @RequirePermission('invoices.draft')
  get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<BulkDecisionDto> {
    return this.decisions.get(scope, id);
  }

  /**
   * List the documents of a bulk decision.
   * @remarks Returns the result for each document, with the reason if it was refused.
   */
  @Get(':id/items')
  @RequirePermission('invoices.draft')
  async items(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() query: BulkItemQueryDto,
  ): Promise<BulkItemPageDto> {
    const { items, next } = await this.decisions.items(scope, id, query);
    return { items: items.map(toBulkItemDto), next };
  }

  private async toRequest(
    scope: Scope,
    { action, selection, confirmsHeldLines = false }: BulkPreviewRequestDto,
  ): Promise<Omit<BulkRequest, 'why' | 'issuedOn'>> {
    return { action, selection: await this.toSelection(scope, selection), confirmsHeldLines };
  }

  /** @throws DomainError billing.bulk_selection_ambiguous, billing.run_not_found */
  private async toSelection(scope: Scope, { ids, filter, runId }: BulkSelectionDto): Promise<BulkSelection> {
    const isUnique = [ids, filter, runId].filter((part) => part !== undefined).length === 1;
    if (isUnique && ids !== undefined) return { ids };
    if (isUnique && filter !== undefined) return { filter };
    if (isUnique && runId !== undefined) return { ids: await this.runs.readyInvoiceIds(scope, runId) };
    throw new DomainError('billing.bulk_selection_ambiguous', {}, [
      { pointer: '/selection', code: 'billing.bulk_selection_ambiguous' },
    ]);
  }
}

/** The route accepts the permission for any action, but the action in the request requires its own permission. */
function assertMay({ permissions }: Principal, action: BulkAction): void {
  const permission = PERMISSION_OF_BULK_ACTION[action];
  if (!permissions.has(permission)) throw new DomainError('organization.permission_missing', { permission });
}
