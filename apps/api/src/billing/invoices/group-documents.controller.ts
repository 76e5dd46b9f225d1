import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { GroupDocuments } from '#invoicing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toGroupDocumentDto } from './bill-group-views.js';
import { GroupApprovalDto, GroupDocumentDto, GroupIssuingDto, GroupReopeningDto } from './bill-groups.dto.js';
import { MonthPipe } from '../month.pipe.js';

/** Monthly document of a billing group. Its invoices are approved and issued together, and have the same PDF. */
@ApiTags('billing')
@Controller('bill-groups/:id/documents/:month')
export class GroupDocumentsController {
  constructor(private readonly documents: GroupDocuments) {}

  /** Get the document of a billing group. */
  @Get()
  @RequirePermission('invoices.read')
  async get(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('month', MonthPipe) month: string,
  ): Promise<GroupDocumentDto> {
    return toGroupDocumentDto(await this.documents.get(scope, id, month));
  }

  /**
   * Approve the document of a billing group.
   * @remarks Approves the document as reviewed. If a contract is on hold or has no draft, `whenHeld` of the group
   * determines whether the approval is refused or the contract is left out.
   */
  @Post('approve')
  @RequirePermission('invoices.approve')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async approve(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('month', MonthPipe) month: string,
    @Body() { invoices, why = '' }: GroupApprovalDto,
  ): Promise<GroupDocumentDto> {
    const seen = invoices.map(({ heldLineIds = [], ...one }) => ({ ...one, heldLineIds }));
    return toGroupDocumentDto(await this.documents.approve(scope, id, month, { invoices: seen, why }));
  }

  /**
   * Reopen the approved document of a billing group.
   * @remarks Revokes the approval of all invoices on the document.
   */
  @Post('reopen')
  @RequirePermission('invoices.approve')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async reopen(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('month', MonthPipe) month: string,
    @Body() reopening: GroupReopeningDto,
  ): Promise<GroupDocumentDto> {
    return toGroupDocumentDto(await this.documents.reopen(scope, id, month, reopening));
  }

  /**
   * Issue the document of a billing group.
   * @remarks Issues an approved document with one number, one due date and one journal entry. The document never
   * changes afterwards.
   */
  @Post('issue')
  @RequirePermission('invoices.issue')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async issue(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('month', MonthPipe) month: string,
    @Body() { invoices, issuedOn, why = '' }: GroupIssuingDto,
  ): Promise<GroupDocumentDto> {
    const issuing = { invoices, issuedOn: issuedOn ?? null, why };
    return toGroupDocumentDto(await this.documents.issue(scope, id, month, issuing));
  }
}
