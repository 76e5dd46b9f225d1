import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationModule } from '#organization';
import { ContactsService } from './contacts.service.js';
import { CustomersService } from './customers.service.js';
import { Contact } from './entities/contact.entity.js';
import { Customer } from './entities/customer.entity.js';
import { Site } from './entities/site.entity.js';
import { SitesService } from './sites.service.js';

/** Customers, their sites and the people to call. */
@Module({
  imports: [OrganizationModule, TypeOrmModule.forFeature([Customer, Site, Contact])],
  providers: [CustomersService, SitesService, ContactsService],
  exports: [CustomersService, SitesService, ContactsService],
})
export class CustomersModule {}
