--liquibase formatted sql

--changeset somebody:other
create table other_table (name varchar(10));
insert into other_table (name) values ('kept');
--rollback drop table other_table;
