import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CollectionService } from '#receivables';
import type { ApiConfig } from '../../config.js';
import { API_CONFIG } from '../../config.module.js';
import { Limited } from '../../security/decorators/limited.decorator.js';
import { Public } from '../../security/decorators/public.decorator.js';
import { toLinkedDocumentDto } from './collection-views.js';
import { HostedPageDto, LinkedDocumentDto, StartPageDto } from './collection.dto.js';

const LINK = 'The signed link shows one document, and its payer has no account';

/** Links with which payers pay a document without signing in. */
@ApiTags('receivables')
@Controller('payment-links')
export class PaymentLinksController {
  constructor(
    private readonly collection: CollectionService,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /** Get the document of a payment link. */
  @Get(':token')
  @Public(LINK)
  @Limited(60)
  async read(@Param('token') token: string): Promise<LinkedDocumentDto> {
    return toLinkedDocumentDto(await this.collection.readLink(token));
  }

  /**
   * Pay the document of a payment link.
   * @remarks Returns the address of a page of Stripe on which the payer pays the open amount. The link is valid until
   * the document is paid.
   */
  @Post(':token')
  @Public(LINK)
  @Limited(20)
  async pay(
    @Param('token') token: string,
    @Body() { language = 'en' }: StartPageDto,
  ): Promise<HostedPageDto> {
    const options = { language, portalUrl: this.config.publicUrl };
    return { url: await this.collection.startPageOfLink(token, options) };
  }
}
