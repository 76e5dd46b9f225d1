import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type BrandView, DocumentBrands } from '#organization';
import type { Scope } from '#platform';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { DocumentBrandChangesDto, DocumentBrandDto } from './document-brand.dto.js';

@ApiTags('organization')
@Controller('document-brand')
@RequirePermission('settings.write')
export class DocumentBrandController {
  constructor(private readonly brands: DocumentBrands) {}

  /**
   * Get the logo and colour of documents.
   * @remarks Returns the logo and colour of new invoices, credit notes and letters. Issued documents keep their logo
   * and colour.
   */
  @Get()
  async get(@CurrentScope() scope: Scope): Promise<DocumentBrandDto> {
    return toDto(await this.brands.get(scope));
  }

  /**
   * Update the logo and colour of documents.
   * @remarks The logo is stored as a PNG with a white background and at most 700 by 200 pixels.
   */
  @Patch()
  async change(
    @CurrentScope() scope: Scope,
    @Body() { accent, logo }: DocumentBrandChangesDto,
  ): Promise<DocumentBrandDto> {
    return toDto(
      await this.brands.change(scope, {
        accent,
        logo: typeof logo === 'string' ? Buffer.from(logo, 'base64') : logo,
      }),
    );
  }
}

function toDto({ accent, logo }: BrandView): DocumentBrandDto {
  return { accent, logo: logo && logo.toString('base64') };
}
