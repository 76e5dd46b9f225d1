import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  BOOK_COLUMNS,
  type BookEntry,
  type BookView,
  PriceBooksService,
  type VersionContent,
} from '#contracts';
import { IMPORT_MAX_BYTES } from '#equipment';
import type { Scope } from '#platform';
import { toPricingDto } from '../contracts/contract-views.js';
import { CsvQueryDto } from '../http/csv-query.dto.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { requireFile } from '../http/uploaded-file.js';
import { toFilePreview } from '../imports/file-preview.js';
import { CsvFormDto } from '../imports/imports.dto.js';
import { AcceptsFile } from '../limits/request-limits.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  BookEntryDto,
  NewPriceBookDto,
  NewPriceBookVersionDto,
  PriceBookDto,
  PriceBookFilePreviewDto,
  PriceBookListDto,
  PriceBookOffersDto,
  PriceBookOffersQuery,
  PriceBookRowDto,
  PriceBookVersionContentDto,
} from './price-books.dto.js';
import { toEntry } from './entry-views.js';
import { toWholeList } from '../http/whole-list.js';

/** Price lists of a maker, by currency. */
@ApiTags('contracts')
@Controller('price-books')
export class PriceBooksController {
  constructor(private readonly priceBooks: PriceBooksService) {}

  /**
   * List price books.
   * @remarks Returns price books with their versions, sorted by code.
   */
  @Get()
  @RequirePermission('contracts.write')
  async list(@CurrentScope() scope: Scope): Promise<PriceBookListDto> {
    return toWholeList((await this.priceBooks.list(scope)).map(toRow));
  }

  /**
   * List prices of a plan.
   * @remarks Returns the prices of a plan in a currency on a day, from all price books that contain prices for the
   * plan.
   */
  @Get('offers')
  @RequirePermission('contracts.write')
  async offers(
    @CurrentScope() scope: Scope,
    @Query() query: PriceBookOffersQuery,
  ): Promise<PriceBookOffersDto> {
    return toWholeList((await this.priceBooks.listOffers(scope, query)).map(toContent));
  }

  /**
   * Get a price book.
   * @remarks Returns a price book with the contracts that were priced with it, each with the version of the price book.
   */
  @Get(':id')
  @RequirePermission('contracts.write')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<PriceBookDto> {
    const { contracts, ...book } = await this.priceBooks.get(scope, id);
    return { ...toRow(book), contracts: [...contracts] };
  }

  /** Create a price book. */
  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewPriceBookDto): Promise<PriceBookRowDto> {
    return toRow(await this.priceBooks.create(scope, body));
  }

  /**
   * Create a version of a price book.
   * @remarks Creates the next version. The version that is in force on the first day of the new version then ends on
   * the day before. Existing contracts do not change.
   */
  @Post(':id/versions')
  @RequirePermission('contracts.write')
  async addVersion(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { entries, ...version }: NewPriceBookVersionDto,
  ): Promise<PriceBookRowDto> {
    const input = {
      ...version,
      entries: entries.map((entry) => ({ ...toEntry(entry), planId: entry.planId })),
    };
    return toRow(await this.priceBooks.addVersion(scope, id, input));
  }

  /**
   * Preview the import of a price book.
   * @remarks Returns all errors of a file by row, and the entries that it contains. Stores nothing.
   */
  @Post(':id/file')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  @AcceptsFile(IMPORT_MAX_BYTES)
  async previewFile(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @UploadedFile() file: { readonly buffer: Buffer } | undefined,
    @Body() _form: CsvFormDto,
  ): Promise<PriceBookFilePreviewDto> {
    const previewed = await this.priceBooks.previewFile(scope, id, requireFile(file).buffer);
    return { ...toFilePreview(previewed, BOOK_COLUMNS), entries: previewed.checked.map(toEntryDto) };
  }

  /**
   * Get a version of a price book.
   * @remarks Returns the entries of a version.
   */
  @Get('versions/:versionId')
  @RequirePermission('contracts.write')
  async getVersion(
    @CurrentScope() scope: Scope,
    @Param('versionId', IdPipe) versionId: string,
  ): Promise<PriceBookVersionContentDto> {
    return toContent(await this.priceBooks.getVersion(scope, versionId));
  }

  /**
   * Export a version of a price book as CSV.
   * @remarks Returns a version as a file that can be imported again.
   */
  @Get('versions/:versionId/export')
  @RequirePermission('contracts.write')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(
    @CurrentScope() scope: Scope,
    @Param('versionId', IdPipe) versionId: string,
    @Query() { formulas }: CsvQueryDto,
  ): Promise<StreamableFile> {
    return new StreamableFile(
      Buffer.from(await this.priceBooks.exportFile(scope, versionId, formulas), 'utf8'),
      {
        type: 'text/csv; charset=utf-8',
        disposition: 'attachment; filename="price-book.csv"',
      },
    );
  }
}

function toRow({ versions, ...book }: BookView): PriceBookRowDto {
  return { ...book, versions: [...versions] };
}

function toContent({ entries, ...version }: VersionContent): PriceBookVersionContentDto {
  return { ...version, entries: entries.map(toEntryDto) };
}

function toEntryDto({ nameI18n, pricing, ...entry }: BookEntry): BookEntryDto {
  return { ...entry, name: { ...nameI18n }, pricing: toPricingDto(pricing) };
}
