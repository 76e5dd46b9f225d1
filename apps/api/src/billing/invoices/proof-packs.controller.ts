import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { ProofPacks, type ProofPackView } from '#assurance';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { sendFile } from '../../http/send-stream.js';
import { Quota } from '../../limits/quota.decorator.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  ProofPackDto,
  ProofPackListDto,
  ProofPackOfInvoiceDto,
  ProofPackQueryDto,
} from './proof-packs.dto.js';
import { lastDayOf } from '../../http/fields/last-day.js';

/**
 * Proof packs. A pack is a ZIP file with which anyone can verify an invoice without access to the product. It is the
 * same for the maker and the customer.
 */
@ApiTags('billing')
@Controller()
export class ProofPacksController {
  constructor(private readonly packs: ProofPacks) {}

  /**
   * Get the proof pack of an invoice.
   * @remarks Returns the pack for the invoice's current content.
   */
  @Get('invoices/:id/proof-pack')
  @RequirePermission('invoices.read')
  async ofInvoice(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<ProofPackOfInvoiceDto> {
    const pack = await this.packs.findOfInvoice(scope, id);
    return { pack: pack && toPackDto(pack) };
  }

  /**
   * Request a proof pack.
   * @remarks Requests the pack for the invoice's current content. `GET /proof-packs/:id` returns its progress.
   */
  @Post('invoices/:id/proof-pack')
  @RequirePermission('invoices.read')
  @Quota('packs')
  @HttpCode(HttpStatus.ACCEPTED)
  async request(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ProofPackDto> {
    return toPackDto(await this.packs.request(scope, id));
  }

  /**
   * List proof packs.
   * @remarks Returns the requested packs, newest first.
   */
  @Get('proof-packs')
  @RequirePermission('packs.read')
  async list(
    @CurrentScope() scope: Scope,
    @Query() { cursor, limit }: ProofPackQueryDto,
  ): Promise<ProofPackListDto> {
    const { items, next } = await this.packs.list(scope, { cursor, limit });
    return { items: items.map(toPackDto), next };
  }

  /** Get a proof pack. */
  @Get('proof-packs/:id')
  @RequirePermission('packs.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ProofPackDto> {
    return toPackDto(await this.packs.get(scope, id));
  }

  /**
   * Download a proof pack.
   * @remarks Returns the ZIP file, if the pack has one.
   */
  @Get('proof-packs/:id/file')
  @RequirePermission('packs.read')
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await sendFile(await this.packs.open(scope, id), response);
  }
}

function toPackDto(pack: ProofPackView): ProofPackDto {
  return {
    ...pack,
    periodEndsOn: lastDayOf(pack.periodTo),
    fault: pack.fault && { code: pack.fault.code, params: { ...pack.fault.params } },
  };
}
