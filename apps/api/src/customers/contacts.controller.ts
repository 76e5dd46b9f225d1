import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Contact, ContactsService } from '#customers';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ContactChangesDto, ContactDto, ContactListDto, NewContactDto } from './contacts.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('registry')
@Controller()
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  /**
   * List contacts of a customer.
   * @remarks Returns the customer's contacts sorted by name.
   */
  @Get('customers/:id/contacts')
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ContactListDto> {
    return toWholeList((await this.contacts.list(scope, id)).map(toDto));
  }

  /** Create a contact. */
  @Post('customers/:id/contacts')
  @RequirePermission('registry.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewContactDto,
  ): Promise<ContactDto> {
    return toDto(await this.contacts.create(scope, id, body));
  }

  /** Update a contact. */
  @Patch('contacts/:id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ContactChangesDto,
  ): Promise<ContactDto> {
    return toDto(await this.contacts.change(scope, id, version, body));
  }
}

function toDto({ makerId: _scope, ...contact }: Contact): ContactDto {
  return contact;
}
