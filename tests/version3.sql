PRAGMA application_id=1348563564;
PRAGMA user_version=3;
BEGIN TRANSACTION;
CREATE TABLE actors (
	change BIGINT NOT NULL, 
	collection VARCHAR(200) NOT NULL, 
	actor_id VARCHAR(200) NOT NULL, 
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	who TEXT NOT NULL, 
	why TEXT NOT NULL, 
	made TEXT NOT NULL, 
	undone TEXT NOT NULL, 
	undone_by TEXT NOT NULL, 
	PRIMARY KEY (change, collection, actor_id)
);
CREATE TABLE articles (
	collection VARCHAR(200) NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	text TEXT NOT NULL, 
	title TEXT NOT NULL, 
	published TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	url TEXT NOT NULL, 
	source_path TEXT NOT NULL, 
	language TEXT NOT NULL, 
	PRIMARY KEY (collection, id), 
	FOREIGN KEY(collection) REFERENCES collections (name)
);
INSERT INTO "articles" VALUES('Talks','a4aad697a94abba1','Talks in Varn end without a deal

“We will answer any attack,” Defence Minister Ada Quell told reporters. “Nobody should doubt it.”

Envoy Piet Lorne said the door “remains open” for talks.
','Talks in Varn','2025-03-03','Varn Post','','','');
INSERT INTO "articles" VALUES('Talks','69cdc3c87602b72c','“Nobody should doubt it. We will wait for peace in Genève,” Defence Minister Ada Quell said.','Later','2025-03-04','Harbour Wire','','','');
CREATE TABLE clusters (
	quote_id VARCHAR(16) NOT NULL, 
	cluster_id VARCHAR(16) NOT NULL, 
	home VARCHAR(16) NOT NULL, 
	PRIMARY KEY (quote_id)
);
INSERT INTO "clusters" VALUES('9d3a331f91572adc','44c5598b067e0feb','a4aad697a94abba1');
INSERT INTO "clusters" VALUES('ea1f49746e3631e6','45f9636c70fda412','69cdc3c87602b72c');
INSERT INTO "clusters" VALUES('f09e255ef781c9ca','320b214e5056c99e','a4aad697a94abba1');
CREATE TABLE collections (
	name VARCHAR(200) NOT NULL, 
	fictional BOOLEAN NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "collections" VALUES('Talks',0);
CREATE TABLE corrections (
	change BIGINT NOT NULL, 
	collection VARCHAR(200) NOT NULL, 
	quote_id VARCHAR(16) NOT NULL, 
	"column" VARCHAR(40) NOT NULL, 
	article_id VARCHAR(16) NOT NULL, 
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	who TEXT NOT NULL, 
	why TEXT NOT NULL, 
	made TEXT NOT NULL, 
	undone TEXT NOT NULL, 
	undone_by TEXT NOT NULL, 
	PRIMARY KEY (change, collection, quote_id, "column"), 
	FOREIGN KEY(collection, article_id) REFERENCES articles (collection, id) ON DELETE CASCADE
);
INSERT INTO "corrections" VALUES(121933217767,'Talks','ea1f49746e3631e6','stance_label','69cdc3c87602b72c','dovish','hawkish','tester','','2026-11-25T22:30:40+00:00','','');
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value BIGINT, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema',3);
INSERT INTO "meta" VALUES('changes',121933217767);
INSERT INTO "meta" VALUES('clustered',121933217767);
CREATE TABLE publications (
	collection VARCHAR(200) NOT NULL, 
	article_id VARCHAR(16) NOT NULL, 
	outlet TEXT NOT NULL, 
	url TEXT NOT NULL, 
	published TEXT NOT NULL, 
	title TEXT NOT NULL, 
	source_path TEXT NOT NULL, 
	PRIMARY KEY (collection, article_id, outlet, url, published), 
	FOREIGN KEY(collection, article_id) REFERENCES articles (collection, id) ON DELETE CASCADE
);
INSERT INTO "publications" VALUES('Talks','a4aad697a94abba1','Varn Post','','2025-03-03','Talks in Varn','');
INSERT INTO "publications" VALUES('Talks','69cdc3c87602b72c','Harbour Wire','','2025-03-04','Later','');
CREATE TABLE quotes (
	quote_id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	source_path TEXT NOT NULL, 
	title TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	url TEXT NOT NULL, 
	published TEXT NOT NULL, 
	collection TEXT NOT NULL, 
	language TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	start INTEGER, 
	"end" INTEGER, 
	spans TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	clause_start INTEGER, 
	clause_end INTEGER, 
	cue TEXT NOT NULL, 
	mention TEXT NOT NULL, 
	mention_start INTEGER, 
	mention_end INTEGER, 
	speaker TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	actor_id TEXT NOT NULL, 
	actor_kind TEXT NOT NULL, 
	role TEXT NOT NULL, 
	country TEXT NOT NULL, 
	side TEXT NOT NULL, 
	addressee TEXT NOT NULL, 
	target TEXT NOT NULL, 
	target_country TEXT NOT NULL, 
	said_on TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	confidence FLOAT, 
	tone FLOAT, 
	tone_label TEXT NOT NULL, 
	vader_compound FLOAT, 
	stance FLOAT, 
	stance_label TEXT NOT NULL, 
	stance_confidence FLOAT, 
	speech_act TEXT NOT NULL, 
	condition TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	cluster_id TEXT NOT NULL, 
	model_version TEXT NOT NULL, 
	corrected TEXT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	week VARCHAR(10) NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	searchable TEXT NOT NULL, 
	layer INTEGER NOT NULL, 
	shown BOOLEAN NOT NULL, 
	PRIMARY KEY (quote_id, collection, layer), 
	FOREIGN KEY(collection, article_id) REFERENCES articles (collection, id) ON DELETE CASCADE
);
INSERT INTO "quotes" VALUES('9d3a331f91572adc','a4aad697a94abba1','','Talks in Varn','Varn Post','','2025-03-03','Talks','','direct','We will answer any attack, … Nobody should doubt it.',35,130,'[[35, 61], [107, 130]]','“We will answer any attack,” Defence Minister Ada Quell told reporters. “Nobody should doubt it.”',35,130,'told','Defence Minister Ada Quell',63,89,'Ada Quell','Ada Quell','','person','Defence Minister','','','reporters','','','','cue ''told'' after the quote, subject ''Defence Minister Ada Quell''; runner-up: ''reporters'' (under 1%)',1.0,-0.1083,'neutral',-0.6808,0.6703067791,'hawkish',0.923,'threat','','own','[{"words": "no words", "category": "baseline", "weight": 0.0357, "start": null, "end": null}, {"words": "attack", "category": "force announced", "weight": 0.7756, "start": 54, "end": 60}]','','3/3-6c000e59','','2025-03-03','2025-03-03','2025-03-01','we will answer any attack, … nobody should doubt it.',0,1);
INSERT INTO "quotes" VALUES('f09e255ef781c9ca','a4aad697a94abba1','','Talks in Varn','Varn Post','','2025-03-03','Talks','','mixed','remains open',165,177,'[[165, 177]]','Envoy Piet Lorne said the door “remains open” for talks.',155,188,'said','Envoy Piet Lorne',133,149,'Piet Lorne','Piet Lorne','','person','Envoy','','','','','','','cue ''said'' before the quote, subject ''Envoy Piet Lorne''; runner-up: nobody named (under 1%)',0.998,0.0,'neutral',0.0,NULL,'none',NULL,'statement','','own','','','3/3-6c000e59','','2025-03-03','2025-03-03','2025-03-01','remains open',0,1);
INSERT INTO "quotes" VALUES('ea1f49746e3631e6','69cdc3c87602b72c','','Later','Harbour Wire','','2025-03-04','Talks','','direct','Nobody should doubt it. We will wait for peace in Genève,',1,58,'[[1, 58]]','“Nobody should doubt it. We will wait for peace in Genève,” Defence Minister Ada Quell said.',1,58,'said','Defence Minister Ada Quell',60,86,'Ada Quell','Ada Quell','','person','Defence Minister','','','','','','','cue ''said'' after the quote, subject ''Defence Minister Ada Quell''; runner-up: nobody named (under 1%)',1.0,0.2574,'positive',0.25,-0.4024759687,'dovish',0.65,'appeal','','own','[{"words": "no words", "category": "baseline", "weight": 0.0357, "start": null, "end": null}, {"words": "peace", "category": "openness", "weight": -0.4623, "start": 42, "end": 47}]','','3/3-6c000e59','','2025-03-04','2025-03-03','2025-03-01','nobody should doubt it. we will wait for peace in genève,',0,0);
INSERT INTO "quotes" VALUES('ea1f49746e3631e6','69cdc3c87602b72c','','Later','Harbour Wire','','2025-03-04','Talks','','direct','Nobody should doubt it. We will wait for peace in Genève,',1,58,'[[1, 58]]','“Nobody should doubt it. We will wait for peace in Genève,” Defence Minister Ada Quell said.',1,58,'said','Defence Minister Ada Quell',60,86,'Ada Quell','Ada Quell','','person','Defence Minister','','','','','','','cue ''said'' after the quote, subject ''Defence Minister Ada Quell''; runner-up: nobody named (under 1%)',1.0,0.2574,'positive',0.25,-0.4024759687,'hawkish',0.65,'appeal','','own','[{"words": "no words", "category": "baseline", "weight": 0.0357, "start": null, "end": null}, {"words": "peace", "category": "openness", "weight": -0.4623, "start": 42, "end": 47}]','','3/3-6c000e59','["stance_label"]','2025-03-04','2025-03-03','2025-03-01','nobody should doubt it. we will wait for peace in genève,',1,1);
CREATE TABLE saved_views (
	name VARCHAR(200) NOT NULL, 
	page VARCHAR(40) NOT NULL, 
	parameters TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE trash (
	collection VARCHAR(200) NOT NULL, 
	article_id VARCHAR(16) NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (collection, article_id)
);
CREATE INDEX quotes_by_day ON quotes (collection, day);
CREATE INDEX quotes_by_article ON quotes (collection, article_id);
CREATE INDEX quotes_by_actor ON quotes (actor, day);
CREATE INDEX corrections_by_article ON corrections (collection, article_id);
COMMIT;
