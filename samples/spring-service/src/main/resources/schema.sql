create table if not exists readings (
    id varchar(255) primary key,
    sensor varchar(255) not null,
    temperature double precision not null
);
