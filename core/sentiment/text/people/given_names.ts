/**
 * First names of women and men, in the Latin spellings of the six languages and of those who live there: Arabic, Turkish, Kurdish,
 * Persian, African, Jewish, Slavic, Greek, South and East Asian ones, too. Mostly from PyPI Faker 40.63.0 (MIT, Copyright (c) 2012
 * Daniele Faraglia) and npm @faker-js/faker 10.6.0 (MIT, Copyright (c) 2022-2025 its contributors); some five hundred were added.
 *
 * A name counts in every language where it is no word: many write without capitals, so that only the letters tell. Left out are
 * names that say something in most of these languages (Gioia, Victor, Esperanza), and rare ones that are French or Spanish words.
 */
export const GIVEN_NAMES = `
  Aabid Aachal Aadi Aadil Aadrika Aagam Aalam Aaliyah Aamir Aanand Aanuoluwapo Aaratrika Aarav Aarif Aarini Aarón
  Aarush Aasha Aasif Aasim Aatmaj Aba Abaco Abani Abay Abayomi Abbas Abbi Abbie Abbondanza Abbondanzio Abbos Abdallah
  Abdel Abdelatif Abdelaziz Abdelkader Abdelkrim Abderaouf Abderrahman Abderrahmane Abdi Abdirahman Abdiş Abdon Abdone
  Abdonie Abdou Abdoul Abdoulaye Abdu Abduboriy Abdul Abdulhamid Abdulhay Abdülkerim Abdullah Abdullahi Abdulloh
  Abdulqodir Abdulrahman Abdulsemet Abdumalik Abdurrazzoq Abebi Abeer Abélard Abelardo Abele Abelin Abeline Abelone
  Abena Abendam Abeni Abhirath Abibatou Abibo Abigael Abigaelle Abigaíl Abigaïl Abigaili Abilio Abimbola Abina Abiodun
  Abiona Abisola Abisoye Abiye Abou Aboubacar Abraham Abram Abramo Abril Abror Absalon Aby Abyasa Acace Acacie Acacio
  Acar Accursio Achaire Acharyanandana Achille Achim Acilia Acilio Acrisio Aculina Ada Adaeze Adalard Adalbald
  Adalbaude Adalbéron Adalbert Adalberta Adalberto Adalfredo Adalgisa Adalric Adalrico Adalsinde Ádám Adama Adamo
  Ādams Adán Adaobi Adaugo Addo Addolorata Ade Adebowale Adeboye Adebukola Adedayo Adegoke Adegrin Adegrine Adekitan
  Adekola Adel Adéla Adelaida Adélaïde Adelardo Adelasia Adelbert Adelberto Adèle Adeleke Adelfo Adelgardo Adelgunde
  Adelheid Adelia Adélie Adelin Adelina Adelinde Adeline Adelmo Adeltrude Adem Adenet Adenike Adeniyi Adéodat Adeodato
  Adeolu Aderopo Adesewa Adeshina Adesua Adetayo Adetoke Adeyi Adıgün Adhémar Adhiarja Adhiraj Adi Adia Adiarja Adiba
  Adika Adikara Adil Adila Adile Adina Adinata Aditeya Aditya Adjutor Adolf Adolfine Adolfo Adolphe Adolphie Adone
  Adonis Adora Adoración Adrastée Adrehilde Adria Adrián Adriana Adriane Adrianna Adriano Adrien Adrienn Adrienne
  Adrijana Adrione Adunni Advaith Advaya Advika Adwoa Aenne Affan Afia Afolarin Afonso África Afua Agabio Ağakişi
  Agamennone Agape Agapet Agapito Agastya Agáta Ágata Ágatha Agathange Agathe Agathon Agazio Ağça Agesilao Agilbert
  Agilberte Aglaé Aglaia Agnan Agnane Agneflète Agnès Ágnes Agnese Agnieszka Agnimitra Agnolo Agnos Agostina Agostino
  Agrata Agrippa Agrippin Agrippine Agron Águeda Agus Agustín Agustina Ahlem Ahmad Ahmed Ahmet Aïcha Aïda Aidan Aidano
  Aileen Aimee Aimone Aina Ainara Aine Ainhoa Aino Ainoa Aisha Aishani Aïssa Aïssata Aïssatou Aisyah Aitana Aitor
  Aivar Ajala Ajani Ajeng Ajiman Ajimat Ajimin Ajiono Ajoke Akande Akanni Akar Akarsana Akay Akbar Akbatur Akçabay
  Akdora Åke Akinkunmi Akinlabi Akira Akmaner Akmaral Akofa Ákos Akosua Akram Akroor Aksel Akshita Akua Akumaa Akunna
  Akwasi Akwesi Ala Alade Aladin Alaeddin Alain Alaine Alaïs Alamanno Alambana Alamu Alan Alana Alarico Alassane Alaz
  Alba Alban Albane Albano Albérade Albéric Alberico Albert Alberta Alberte Albertina Albertine Alberto Alberts Albin
  Albina Alboino Albrecht Alceo Alcibiade Alcide Alcides Alcidie Alcime Alcina Alcine Alcino Alda Aldegonde Alderano
  Aldo Aldobrando Aldonce Aldonza Aldric Ale Aleandro Aleaume Alec Aleix Alejandra Alejandro Alejo Aleks Aleksandar
  Aleksander Aleksandr Aleksandra Aleksei Aleksej Alen Alena Aleodor Aleramo Aleš Alessandra Alessandro Alessia
  Alessio Aleth Álex Alexa Alexander Alexandr Alexandra Alexandre Alexandria Alexandrie Alexandros Alexandru Alexanne
  Alexe Alexei Alexej Alexia Alexis Alf Alfio Alfons Alfonsa Alfonso Alfred Alfreda Alfredo Algiso Ali Aliabbas Alican
  Alice Alícia Alicja Alida Aliénor Aliette Alika Alima Alin Alina Aline Alinur Aliou Alioune Alisha Alison Alistar
  Alix Aliyah Aliyu Aljoša Alla Allahverdi Allan Allana Allen Alliaume Allison Almasi Almerigo Almira Almire Almiro
  Almudena Almut Almuth Alois Aloïse Aloisia Alok Alondra Alonso Aloys Aloyse Alparslan Alperen Alpha Alphée Alphons
  Alphonse Alphonsine Alpinien Alışık Alsoy Altea Althée Altın Altoğan Álvaro Alverède Alvin Alvīne Alvise Alwin
  Alwina Alwine Aly Alyssa Alžběta Ama Amada Amadeo Amado Amador Amadou Amady Amahle Amaia Amalia Amaliane Amalie
  Amalric Amalthée Amancio Amanda Amandin Amandine Amando Amani Amanzio Amarachi Amarande Amaranthe Amaranto Amari
  Amarilis Amaro Amata Amath Amatore Amaya Ámbar Amber Ambrogio Ambroise Ambrosio Amdy Amédée Amedeo Amedeu Amel
  Amélia Améliane Amélie Amélien Ameline América Américo Amerigo Ameth Amiel Amílcar Amina Aminat Aminata Aminatu
  Amine Aminte Amintore Aminu Amîr Amira Amit Amleto Amodini Amone Amope Amos Amparo Amri Amrita Amy Amza Ana Anđa
  Anabel Anabela Anacleto Anaël Anaëlle Anahí Anaïs Anala Ananda Ananya Anar Anasa Anasooya Anastase Anastasia
  Anastasie Anastasija Anastasio Anastasios Anastázie Anastazja Anatol Anatole Anatoli Anatolia Anatolie Anatolij
  Anatoly Anay Anca Ancelin Anceline Ancilla Anděla Andéol Anders Andiç Andile Andjelina Andoche Andrada András André
  Andrea Andreas Andrée Andrei Andreia Andrej Andreja Andrejka Andrés Andrešs Andrew Andrey Andrian Andrius Andromeda
  Andrus Andrzej Andy Ane Anej Anel Anđela Aneta Anett Anette Anežka Angadrême Angalia Ángela Ângela Angèle Ángeles
  Angélica Angelika Angélina Angeline Angelino Angelique Angelita Ângelo Anggabaya Angharad Anghel Angie Angilbe
  Angilberte Angilran Angoustan Ánh Ani Aníbal Anica Anicée Anicet Aniceto Anicette Aniela Anika Anikó Anil Anișoara
  Anissa Anita Anja Anjali Anka Ankal Anke Ankica Ankit Anmol Ann Anna Annabella Annabelle Annagrazia Annaliese
  Annalisa Annamaria Annapurna Änne Annedore Annegret Annegrete Annekatrin Anneke Annelene Anneli Annelie Annelies
  Anneliese Annelise Annelore Annemarie Annemie Annerose Annett Annetta Annette Anni Annibal Annibale Annie Annika
  Annikki Annita Annonciade Annunziata Anny Anom Anoni Anouk Ansaldo Ansbert Ansberte Anselm Anselma Anselme Anselmo
  Ansgar Anstrudie Antal Antea Antelmo Antero Anthelme Anthelmette Anthony Antide Antigone Antim Antino Antje Anto
  Antoine Antoinette Anton Antonella Antonello Antònia Antônia Antonie Antonietta Antonín Antonina Antonine Antonino
  António Antônio Antonios Antoniu Antonius Antony Antra Antti Antun Anu Anunciación Anusuya Anuța Anvar Anvi Anže
  Aoife Apolena Apolinar Apollina Apollinaire Apollinare Apolline Apollo Apollonia Apolonia Apostolos Appia Apuleio
  Aquilino Arabella Arabelle Araceli Aral Aram Arame Aránzazu Ararat Aratone Arben Arcadie Arcadii Arcelia Archambaud
  Archan Archibald Archimede Arcibaldo Arda Ardian Arduino Aresio Arezki Argelia Argine Argo Argono Argu Arham Ari
  Aria Ariadna Arian Ariana Ariane Arianna Aribert Ariberto Aricie Ariel Arielle Arif Arijus Arike Arîn Arina Arinola
  Ariosto Aris Aristarco Ariste Aristeo Aristide Aristides Aristione Aristița Aristofane Arjen Arjun Arlet Arlette
  Armance Armand Armandas Armande Armandine Armando Armel Armelle Armida Armide Armin Armine Arnaldo Arnas Arnau
  Arnaud Arnaude Arnd Arndt Arne Arnfried Arnim Arno Arnold Arnošt Arnould Arnulf Arnulfo Aroa Arolde Áron Arona Árpád
  Arıpınar Arrigo Arsène Arsènie Arsenio Arsipatra Arta Artanto Artawan Artemio Artémis Artemisa Arthaud Arthème
  Arthur Arthurine Artis Artur Artūras Arturo Aru Aruna Arya Aryan Arzu Asafe Asali Ascelin Asceline Asdrubal
  Asdrubale Asella Asger Ashlee Ashleigh Ashley Ashton Asirwada Asirwanda Aslanhan Aslesha Aslijan Asliya Asmadi Asman
  Asmianto Asmini Asmira Asmuni Assunta Assunto Asta Astarté Astianatte Astou Astrid Astride Asuela Asuka Aswani
  Atanasia Atanasio Atanur Atatöre Atenulf Atfat Athalie Athanase Athanasie Athanasios Atheel Athénaïs Athina Athos
  Athumani Atilio Atilla Atinuke Atma Atmaja Atmananda Atreyi Atta Attaf Attila Attilano Aubertine Auberto Aubry Aude
  Audebert Audeline Audouin Audran Audrey Augusta Augustas Auguste Augustín Augustina Augustine Augusto Auraq Aure
  Áurea Aurel Aurèle Aurelia Aurelian Aureliano Aurélie Aurélienne Aurelio Aurelle Aurian Auriane Aurica Aurică
  Aurimas Auro Aurora Aurore Ausilia Ausiliatrice Auxane Auxence Avan Avantika Avdal Averardo Avi Avigaëlle Avigail
  Avoye Avraham Avram Avşin Awa Awadil Awamil Awamiri Awan Awani Awar Awaz Awero Awesi Awj Awlya Awmar Awrad Axel
  Axeline Axelle Axinte Aya Ayaan Ayamin Ayanna Aybet Ayden Ayduru Ayebatari Ayesha Aygutalp Ayhan Ayinde Ayla Aylil
  Aylla Aymard Aymardine Aymen Aymeric Aymon Aymonde Aynur Ayodeji Ayodele Ayoka Ayoub Aysar Ayşe Ayşeana Aysel Aysema
  Ayşıl Ayten Aytöz Aytuna Ayu Ayyubi Aza Azaan Azad Azahar Azahara Azalea Azban Azeeb Azeglio Azelia Azélie Azeline
  Azelio Azeneth Azer Azîme Aziz Aziza Azize Azra Azubuike Azucena Azzurra Baaba Baashir Babacar Babak Babatunde
  Babatunji Babawale Babett Babette Babila Baccio Badawi Badegül Bagas Bagiya Bagus Bagya Bahadurjit Bahar Bahari
  Bahittin Bahoz Bahri Bahuraksa Bahuwarna Bahuwirya Baidehi Bailey Bairbel Bajragin Bakary Bakda Bakiadi Bakianto
  Bakula Balagopal Balamani Balázs Baldassare Baldassarre Baldo Baldomero Balduino Baldur Balinda Bálint Baljiwan
  Baltasar Balthasar Balwinder Bambad Bambina Bandile Bănel Banjeet Banji Bankim Bankole Banna Banü Baptiste Bara
  Barak Baran Bárbara Barbarigo Bärbel Barbora Bardomiano Barica Barkha Barnabás Barnabé Barry Barsaba Barthélemy
  Bartholomäus Bartholomew Bartimée Bartolo Bartolomé Bartolomea Bartolomeo Bartolomeu Basarab Başhan Basile Basilia
  Basilio Basilisse Bassilla Bastiaan Bastián Bastiano Bastien Bathilde Batilda Battal Baturay Baudelio Baudouin
  Bautista Bawer Bayram Bayruhan Baz Beate Beato Béatrice Beatrix Beatriz Becky Bedir Bediriye Bediz Bedřich Begoña
  Begoyim Behnam Behzat Bekbay Bekir Belén Belina Belinda Belkize Belma Beltramo Ben Benard Bence Benedetto Bénédicte
  Benedikt Benedita Benedito Bengt Beni Beniamin Beniamina Benício Benigna Bénigne Benigno Benita Benito Benjamim
  Benjamín Benli Benno Benny Benoît Benone Benson Bento Benvenuta Beppe Béranger Bérangère Bérard Berat Beray Berçem
  Berdan Beren Berend Berengario Berenice Berezat Berit Berîtan Bêrîtan Berîvan Berkan Bernabé Bernadett Bernadetta
  Bernadette Bernard Bernarda Bernardino Bernardita Bernardo Bernd Berndt Bernfried Bernhard Bernhardine Bernt
  Bernward Beronico Berre Bert Berta Bertha Berthe Berthold Bertil Bertille Berto Bertold Bertoldo Bertram Bertrand
  Bērtulis Beşar Besey Besin Besnik Besra Betania Beth Bethan Bethany Betina Betta Betti Bettina Betty Beuve Beverley
  Beverly Bhaanumati Bhadrak Bhagwanti Bhanumati Bharadwaj Bhasvan Bhavika Bhekani Bhekisisa Bhekizizwe Bhilangana
  Bhima Bhoopati Bhudev Bhushit Biagio Bianca Bianka Bibiana Bibuwa Bice Bidayet Biel Bilal Bilender Biljana Bilkay
  Bilkisu Bill Billie Billy Bilol Bimala Bindo Bineta Binışık Binta Bintou Birane Birger Birgid Birgit Birgitt
  Birgitta Birgitte Birino Birousk Birsan Birte Birthe Bishnu Bizhan Bjarne Björn Bjørg Blagica Blagoje Blahoslav
  Blaise Blake Blanca Blanche Blandine Blanka Blas Blažena Blerta Bob Bobby Bobur Bodo Boe Boğatimur Bogdan Boglárka
  Bohdana Bohémond Bohumil Bohumila Bohumír Bohuš Bohuslav Bojan Bolatito Boleslav Boluwatife Boma Bonaldo Bonaventura
  Boniface Bonifacio Bonnie Bora Borataş Boris Bořivoj Borja Borris Borys Boško Botan Bouba Boubacar Bouchard Bouchra
  Bozena Božena Božica Brad Bradley Brăduț Brady Brahmanandam Brancaleone Brandi Brandon Brândușa Branislav Branka
  Branko Braulio Brayan Breanna Breffni Brenda Brendan Breno Brent Břetislav Brett Briac Brian Briana Brianna Brice
  Bridget Brieuc Brígida Brigita Brigitta Brigitte Brijesh Brit Brita Britt Britta Brittany Brittney Brooke Bruce
  Bruna Brunehaut Brunehilde Brunhild Brunhilde Bruni Brunilda Brunilde Bruno Bryan Bryce Buchi Bucur Buddhana
  Buenaventura Bukola Bünyamin Buraid Burckhard Burghard Burkard Burkhard Burkhardt Busisiwe Buşra Büşra Buyrukhan
  Cäcilia Cäcilie Caetana Çağatay Çağdan Çağıl Çağlar Cahal Caino Caio Caitlin Caitlyn Caitriona Caius Calcedonio
  Caleb Calebe Călin Calista Calisto Calixta Calixte Calixto Callum Calogera Calogero Calpurnia Çaltı Calvin Camelia
  Camélien Cameron Camil Camila Camilla Camille Camillien Camillo Camilo Canan Candace Cândar Candela Candelaria
  Candelario Candelas Candice Cándida Cándido Canfeza Cansel Cansin Cansu Cantemir Canziano Caomhan Capitolina
  Capucine Caren Caribert Carin Carina Carine Carl Carla Carles Carlito Carlo Carloman Carlos Carlota Carly Carmela
  Carmelita Carmelo Carmen Carmina Carmine Carminho Carmo Carol Carola Carole Carolin Caroline Carolyn Carponio Carrie
  Carsten Casandra Casemiro Casey Casian Casiana Casilda Casimira Cassandra Cassiano Cassidy Cassie Cassien Cassiopea
  Casto Cataldo Catalin Cătălin Catalina Catarina Catena Caterina Catharina Catherina Catherine Cathleen Cathrin
  Cathrine Cathy Catrin Catrina Cauã Cauê Cavad Cavid Cayetana Cayetano Cazimir Ceara Cebrián Cecco Cécile Cecília
  Cecilio Cedide Čedomir Cédric Cedrin Ceferino Celal Celeste Celestina Célestine Celestino Célia Célien Çelikyürek
  Célina Céline Celinia Celso Cem Cemal Cemalettin Cemali Cemil Cengiz Centa Césaire César Cesare Cesario Cetin
  Çetinel Ceyhun Ceyla Ceylin Ceyran Cezar Cezara Cezary Chaaya Chabane Chaim Chaitanya Chakor Chamali Champak Chana
  Chanakya Chandani Chandini Chandra Chandradev Chandrakin Chandran Chandraprabha Chanez Changaz Chantal Chapala
  Charan Charita Charlaine Charlemagne Charlene Charles Charlesh Charlie Charline Charlotte Charo Charuvrat Chashida
  Chatura Chaturbhuj Châu Chausiki Chavvi Chawish Che Cheikh Cheikhou Chekhouna Chelo Chelsey Chema Cheragh Cherechi
  Cherif Cheryl Cheyenne Chiaffredo Chiamaka Chiara Chibuzo Chidambar Chidi Chidimma Chidinma Chigozie Chijioke
  Childebert Chilpéric Chimamanda Chinedu Chinelo Chinonso Chinua Chinyere Chiranjeev Chiraz Chisom Chita Chitrangada
  Chizoba Chloé Chlóe Chris Christa Christel Christelle Christian Christiana Christiane Christie Christin Christina
  Christine Christl Christodule Christof Christoph Christophe Christopher Christos Christy Chrysole Chucho Chuki
  Chukwu Chukwudi Chukwuemeka Chus Chuy Ciaobella Ciaran Cici Cîhan Cihandide Cilli Cillian Cilly Cilvenaz Çimen Cindy
  Cino Cinthia Cintia Cinzia Ciprian Cipriano Cirano Ciríaco Cirilla Cirillo Cirino Cirkeline Ciro Çişem Citlali Citra
  Claas Claire Cläre Clarence Clarice Clarisa Clarissa Claude Clàudia Claudien Claudine Claudinei Cláudio Claudiu
  Claudius Claus Clayton Cléandre Cleandro Clelia Clélie Clemens Clément Clemente Clementina Clémentine Clemenzia Cleo
  Cleofe Cleonico Cleopatra Cléry Cleto Cleusa Clifford Clímaco Clinio Clint Clinton Clio Clive Clodoveo Cloe Clorinda
  Clotaire Clotilde Clovis Codie Codin Codrin Codruț Cody Cointa Çokan Cole Colette Colin Colins Colleen Collin
  Collins Colman Colmazio Colomba Colombano Çolpan Colton Coluccio Conall Conceição Concetta Concetto Concha Conchita
  Connell Connie Connor Conny Conor Conrad Conrado Consolata Constança Constantin Constantina Constanza Constanze
  Consuela Cora Coralie Coraline Corbiniano Cord Cordelia Cordula Corentin Corentine Corey Corina Corinna Corinne
  Coriolano Cornel Cornelia Cornelio Corneliu Cornelius Coronato Corrado Corrie Corvin Cory Cosima Cosimo Cosma Cosme
  Cosmin Costache Costantino Costanza Costanzo Costel Costica Costin Coumba Courtney Craig Cremenzio Crescencia
  Crescenzia Crescenzio Crespignano Crin Cristaldo Cristea Cristián Cristiana Cristiano Cristina Cristóbal Cristofor
  Cristoforo Crocefissa Cronida Csaba Csilla Ctibor Ctirad Cunegonda Cuniberto Curro Curt Curtis Custodia Custodio
  Cuzia Cvetko Cvijetin Cynthia Cyprien Cyriaque Cyrielle Cyrille Czeslaw Daan Dace Dacian Daciano Dado Dafne Dag
  Dagmar Dagmara Dagobert Dagoberto Daiki Dainess Daisy Dajana Dakota Daksha Dakshesh Dalan Dale Daler Dalia Dalibor
  Dalida Dalila Dalima Dalmazio Dalton Damaris Damayanti Damián Damiana Damiano Damien Damijan Damilare Damodara Damon
  Damyanti Dan Dana Dani Danica Daniël Dániel Daniela Daniele Danielius Danielle Danijel Danijela Danilo Danio Danjuma
  Danny Dante Danuše Danuta Daouda Daphné Dara Darain Daria Dariana Darin Darinka Darío Darius Dariush Dariusz Darja
  Darko Darlene Darnell Darragh Darrell Darren Darryl Darsh Daryl Dashawn Dastageer Daudi Dave Dâver Davi Dávid Davide
  Davonte Davor Dawid Dayaamay Dayna Dayyaan Dean DeAndre Deandre Deanna Deb Debbie Débora Deborah Deborrah Debra
  Decebal Decimo Declan Deepa Deepak Deepali Deepesh Deepika Deeptimay Değer Degna Deha Deivid Deividas Dejan Delal
  Delfina Delfino Delia Delil Delinda Delizia Delphin Delphine Demba Demetria Demetrio Demetrius Demi Demilade
  Demostene Deneval Denis Denisa Denise Deniz Denizalp Dennis Denny Deodata Derek Derrick Dêrsim Desdemona DeShawn
  Deshawn Desiderato Desiderio Desiree Desmond Despina Deste Detlef Detlev Devagya Devangana Devansh Deven Devi Devin
  Devon Devonte Devorah Devota Dewi Dhana Dhanapati Dhanvin Dhara Dhatri Diah Diamante Diamond Dian Diana Diane Dianne
  Dianora Diarra Dîcle Didier Didina Diedrich Diego Dierk Dieter Diethard Diethelm Diether Dietlind Dietlinde Dietmar
  Dietrich Dieudonné Dieudonnée Dieynaba Digambar Diken Dilan Dilara Dilbar Dilber Dildar Dilek Diletta Dilhuş Dillon
  Dilnoz Dilovan Dilrabo Dilşad Dimas Dimitra Dimitri Dimitrios Dina Dinçer Dinda Dinis Dino Dinu Diocleziano Diodata
  Diogene Diogo Dion Dione Dionigi Dionisia Dionisio Dionne Dior Dipankar Dipta Dirican Dirk Dîroj Dîrok Dita Ditmar
  Ditte Dittmar Divaakar Divna Divo Divya Djamel Djamila Django Djibril Dmitri Dmitry Dmytro Dobroslav Doda Dogan
  Doğannur Doğanşah Doina Dom Domagoj Domenica Domenico Dominga Domingo Dominic Dominik Dominika Dominique Dominykas
  Domitila Domiziano Donal Donald Donata Donatas Donatella Donatello Donato Dóra Dorcas Doreen Dorel Dorian Doriane
  Doriano Dorin Dorina Dorinel Doris Dorit Dorita Dorje Dorle Dorota Dorotea Dorothe Dorothea Dorothée Dorothy Dörte
  Dörthe Doru Douce Douglas Dounia Dov Dovydas Doyinsola Draga Dragan Dragana Dragica Drago Dragoljub Dragoș Drahomíra
  Drahoslav Drahoslava Dražen Drew Druina Duane Duarte Duccio Ducu Duilio Dulari Dulina Dumisani Dumitrana Dumitru
  Duncan Dũng Dunia Dunja Dünyamalı Dunyo Durab Durante Durodola Dürriye Dursadiye Dursun Duruk Dusan Dušan Dustin
  Duyên Duygu Dwaipayan Dwayne Dylan Dylano Dzintra Eamon Eamonn Earl Ebe Eberhard Eberhardt Ebiere Ebiowei Ebony
  Ebuakil Ebuka Ecclesio Ecegül Eckard Eckart Eckehard Eckhard Eckhardt Eckhart Eda Edda Eddie Ede Edelberga Edelbert
  Edelgard Edelmira Edelmiro Edeltraud Edeltraut Edeltrud Édgar Edgaras Edgard Edgardo Edi Edilberto Edilson Edina
  Edita Édith Editha Editta Edmée Edmond Edmondo Edmund Edmundo Edmunds Edoardo Édouard Edson Edu Eduard Eduarda
  Eduardo Edvard Edvige Edvinas Edward Edwin Eesha Efe Efimia Efisio Efraín Efser Eftimie Efua Egbert Egemen Egeo
  Eggert Egidijus Eginardo Egizia Egle Egon Egor Ehrenfried Ehrentraud Ehrhard Ehsan Eileen Eilis Eimantas Einar Eitel
  Ejlaal Eka Ekadant Ekansh Ekanta Ekaparnika Ekaterina Ekavir Ekene Ekkehard Ekkehart Ekrem Ekta Ela Eladio Elaf
  Elaide Elaine Elamiye Elba Elbek Elda Eleanor Eleanora Elena Elène Eleni Elenore Eleonora Éléonore Elettra Eleuterio
  Éleuthère Elfi Elfie Elfriede Eli Élia Eliabeth Eliakimu Eliana Éliane Elías Elide Élie Eliezer Elif Elifio Eligia
  Eligio Elijah Elimena Elin Elina Elio Elisa Elisabet Élisabeth Elisabetta Élise Elisea Élisée Eliseo Elísio Eliška
  Eliyahu Eliza Elizabeta Elizabeth Elize Elke Ella Elladio Ellen Elli Ellie Ellinor Elliot Elliott Ellis Elly Elma
  Elmar Elmira Elmo Elnur Eloá Eloah Elodia Élodie Eloísa Éloïse Elona Elöve Eloy Elpidio Elsa Elsbeth Elvan Elvezio
  Elvia Elvina Elvira Elvis Elwira Elza Elzbieta Elżbieta Élzéar Ema Emanoil Emanuel Emanuela Emanuele Emanuella
  Emanuelly Emanuil Emeka Emelina Émeline Emely Emer Émérance Émérencie Émeric Emigdio Emiko Emil Émile Emília
  Emiliana Emiliano Émilie Emilio Emilis Emilly Emīls Emily Emin Emine Emma Emmanuel Emmanuelle Emmelie Emmerich
  Emmerico Emmet Emmi Emmy Emrah Emre Encarna Encarnación Encarnita Endah Endre Endrigo Enea Enfes Engelbert Engin
  Enginiz Enguerrand Enikő Enimia Eniola Enis Ennio Enno Enrica Enrico Enrique Enver Enzio Enzo Eoghan Eoin Epifanio
  Eracla Eraldo Erasmo Erberto Ercan Ercihan Ercole Erda Erdal Erdmute Erdogan Eren Erenalp Ergül Ergün Erhard Erhardt
  Eriberto Èric Éric Érica Erich Erick Erik Erika Erin Erkan Erksoy Ermanno Ermelinda Ermenegilda Ermenegildo Ermes
  Ermete Erminia Erminio Erna Ernest Ernesta Ernestina Ernestine Ernesto Ernő Erol Eros Erseç Ersilia Ersin Erwan
  Erwin Eryk Eryıldız Erzsébet Eser Esfandyar Esha Esi Esila Eskinalp Esmanperi Esmeralda Esparta Espartaco Espiridión
  Esra Eşref Esteban Estefanía Estefany Estela Estella Estelle Ester Esterina Esther Estrella Esuperio Esupofo Eszter
  Etelvina Ethan Ethel Étienne Etizaaz Etta Ettore Eubert Euclide Eudes Eudoxe Eudoxie Eufemia Eufemio Eufrasia Eugen
  Eugène Eugenia Eugénie Eugenio Eulalia Eulalie Eunan Eunice Eunika Euphrasie Euridice Eusèbe Eusebia Eusébie Eusebio
  Euseo Eustaquio Eustosio Eutalia Eutalio Eutimio Eutropio Éva Evamaria Evan Evance Evandro Evangelia Evangelina
  Évangéline Evangelos Evanghelina Evans Evar Évariste Evaristo Evasio Evdochia Evdokija Ève Evelia Evelin Evelína
  Eveline Evelio Evelyn Évelyne Evghenii Evi Evidio Evîn Evita Evran Évrard Evremondo Evy Ewa Ewald Ewan Ewelina
  Expedito Eylül Ezéchiel Ezechiele Ezekiel Ezequiel Ezgin Ezio Fabia Fabián Fabiana Fabiano Fabien Fabienne Fábio
  Fabiola Fabrice Fabrícia Fabrício Fabrizia Fabrizio Facundo Fadekemi Faderera Fadime Fadıla Fahmi Fahri Fahrünissa
  Faizan Falan Falba Falguni Falk Falko Fanaka Fanny Fanta Fantin Fantine Farah Faras Farhad Farid Farijika Fariz
  Farouk Faruk Fatih Fatim Fátima Fatimata Fatma Fatmanur Fatmire Fatou Fatoumata Fatoumatou Fatteh Fatuma Fausta
  Faustine Faustino Fausto Faye Faysal Fazli Fazliddin Fearghal Febe Fedele Federica Federico Federigo Fedor Fedora
  Fehim Fehime Fehintola Fehmiye Felícia Feliciana Feliciano Felicidad Félicie Felicita Felicitas Felipa Felipe Felisa
  Felizitas Fella Fenne Feramuz Ferdi Ferdinand Ferdinando Ferenc Ferhat Feriel Feriha Ferinaz Ferman Fermín Fermo
  Fernanda Fernando Ferruccio Fersan Feruza Feyzin Fiamma Fiammetta Fidela Fidenziano Fidenzio Fidvi Fikayomi Fikret
  Fikriye Filip Filipa Filipe Filippa Filippo Filit Filiz Filomena Fily Finn Fiona Fiordaliso Fiore Fiorella Fiorenza
  Fiorenziano Fiorenzo Fiorino Firdevis Firmin Firudin Fito Fitria Flaminia Flannan Flavia Flaviano Flavie Flavien
  Flavio Fleano Floare Flodoard Flor Flora Flore Florencia Florencio Florent Florentina Florentine Florentino
  Florestan Florian Floriana Floriano Floridia Florie Florin Florina Florinda Flutura Foca Fodil Folasade Folashade
  Folker Folkert Folu Fosca Fotima Fouzia Frado Franc Franca France Frances Francesca Francesco Francette Francia
  Francine Francis Francisca Francisco Franciszek Franck Franco François Françoise Franjo Frank Franka Franklin
  František Franz Franziska Frauke Fred Freddy Frédéric Frederica Frederick Frederico Frederik Frederike Frédérique
  Fredi Fredo Fredrick Fredrik Fredy Freia Freya Frida Frido Fridolin Frieda Friedbert Friedemann Frieder Friedericke
  Friederike Friedhelm Friedhilde Friedhold Friedl Friedlinde Friedo Friedrich Frithjof Fritz Frode Fryderyk Fulbert
  Fulberto Fulcran Fulden Fulgence Fulgencio Fulgenzio Fulvia Fulvio Fuma Funmilade Funmilayo Furio Furkân Füruzan
  Fuscolo Gabi Gabin Gabino Gábor Gabriel Gabriela Gabriele Gabriella Gabrielle Gabrielly Gaby Gaël Gaëlle Gaetana
  Gaetano Gaglioffo Gaia Gaida Gail Gaio Gaja Gajaadhar Gal Galasso Galatea Galeazzo Galih Galina Gallicano Galo Gambo
  Ganak Gandi Ganesh Ganiye Garance Gareth Garimberto Garnier Garret Garrett Garry Gary Gaspar Gaspard Gaspare Gastón
  Gastone Gati Gatien Gatis Gaud Gaudenzia Gaudenzio Gaurang Gaurangi Gautam Gautami Gautier Gautiero Gavin Gavino
  Gbeminiyi Gbolahan Gbowoade Gebhard Gédéon Gedeone Geert Geeta Geetanjali Gejza Gelsomina Geltrude Gema Gemma Genaro
  Gençay Gene Generosa Generoso Genesia Geneviève Gennady Gennaro Genoveffa Genoveva Gențiana Gentile Geoffrey
  Geoffroy Georg George Georges Georgette Georgina Georgine Georgios Gerald Geraldine Geraldo Gérard Gerardo Gerasim
  Géraud Gerberge Gerbert Gerd Gerda Gerdi Geremia Gereon Gerfried Gergely Gergő Gerhard Gerhardt Gerhart Gerhild
  Gerlind Gerlinde Germain Germaine Germán Germana Germano Gernot Gero Gerold Gerolf Gerónimo Geronzio Gert Gerta
  Gerti Gertraud Gertraude Gertraut Gertrud Gertrude Gertrudis Gervais Gervasio Gerwin Gesa Gesche Gesine Gesualdo
  Geta Gevheri Géza Ghanshyam Ghauth Ghazanfer Gheorghe Gheorghi Gheorghita Ghilas Ghislain Ghita Giacinta Giacinto
  Giacobbe Giacomo Giada Giambattista Giampaolo Giampiero Gian Gianbattista Giancarlo Giandomenico Gianfrancesco
  Gianfranco Gianluca Gianluigi Gianmarco Gianmario Gianna Gianni Giannis Gianpaolo Gianpiero Gianpietro Gianuario
  Giesela Gifty Gigliola Gijs Gil Gilbert Gilberto Gilda Giles Giliola Gilles Gillian Gillo Gilmar Gina Ginevra Gino
  Gioacchina Gioacchino Gioachino Gioberto Gioconda Gioele Gioffre Gionata Giorgia Giorgiana Giorgio Giorgos Giosuè
  Giosuele Giotto Giovanna Giovanni Giove Giovenzio Girart Girija Giriraaj Girish Girolamo Gisa Gisbert Gisela Gisèle
  Gisella Gislebert Gislinde Gitanjali Gitta Gitte Giuda Giulia Giuliana Giuliano Giulietta Giulio Giulitta Giuseppa
  Giuseppe Giuseppina Giusta Giustiniano Giustino Gizella Gizem Gladys Glauco Glen Glenda Glenn Godeberta Godiva
  Godofredo Goffredo Gökbudun Gökçebalan Gökhan Gökşin Golda Göli Golia Gomberto Goncafer Gonçalo Gondebaud Gonerio
  Gonthier Gontran Gönül Gonzague Gonzalo Gopaal Gorakhnath Göran Gorana Gordan Gordana Gordiano Gordon Gottardo
  Gottfried Gotthard Gotthilf Gotthold Gottlieb Gottlob Götz Goutam Goyo Gözel Gracia Graciana Graciano Graciela
  Graeme Graham Grania Grato Graziana Graziano Graziella Grazyna Greca Greco Greg Gregg Grégoire Gregor Gregorio
  Gregory Greta Gretchen Grete Gretel Grethe Gretl Grimaldo Griselda Grit Grzegorz Guadalupe Gualtiero Guang Guarino
  Gúbio Güçlüer Gudrun Gudula Guenda Guendalina Guenièvre Guenter Guenther Guérin Guerrino Guglielmo Gugu Gugulethu
  Guiberto Guido Guilhemine Guilherme Guillaume Guillemette Guillermina Guillermo Guiomar Guiseppe Gül Gula Gülay
  Gulbahar Gülbiye Gülden Güldünya Gulfaam Gülfari Gülgün Gülgüzel Gülhan Gulistan Guljamol Güllühan Guloy Gülper
  Gülşahin Gülsen Gulseren Gülsevil Gülsüm Gültac Gülten Gülüs Gülzadiye Gumesindo Gunar Gunda Gundel Gundelinda Gundi
  Gundolf Gundula Günebakan Guneet Güneri Guney Güngör Gunhild Gunnar Günseli Günşen Günter Günther Guntram Günver
  Gurdev Gurpreet Gürsel Gustav Gustave Gustavine Gustavo Gusti Guusje Guy Güzey Gwen Gwenaëlle Gwendolyn Gyöngyi
  György Gyula Habib Habiba Habibu Habibullah Haby Hadassa Hâdi Hadithi Hadiza Hadjer Hafi Hafsa Hafsat Hafıza Hagen
  Haiba Hailey Haim Hajnalka Hajo Hakan Hakim Håkon Haley Halil Halima Halina Haluk Halyna Hamid Hamidou Hamish Hamit
  Hamiyet Hamza Hana Hande Hania Hanifa Hanife Hanna Hannabel Hannah Hannchen Hanne Hannele Hannelore Hannes Hanni
  Hanno Hanns Hanny Hans Hansgeorg Hansjoachim Hansjörg Hansjürgen Hanspeter Hanss Hao Harald Harbinaz Hardouin Hardy
  Harinakshi Harita Harjit Harm Harnail Harold Haroldo Harpreet Harri Harriet Harro Harry Hartmut Hartmuth Hartwig
  Haruki Haruna Haruto Hasan Haseki Hashiki Hassan Hasso Hatem Hatice Hatin Hauwa Hawa Hawar Hayat Haydar Haydée
  Hayden Hayleigh Hayley Hayrünnisa Hazeem Hazel Heather Héctor Hedda Hédelin Hedi Hedwig Hedy Heide Heidelinde
  Heidelore Heidemarie Heiderose Heidi Heidrun Heike Heikki Heiko Heimo Heiner Heinfried Heini Heino Heinrich Heinz
  Heitor Heja Hekima Helen Helena Hélène Helfried Helga Helge Hélier Helin Hélio Heliodoro Hella Hellen Hellena
  Hellmut Hellmuth Helma Helmar Helmtrud Helmut Helmuth Heloísa Héloïse Hemal Hendrik Henner Henni Henning Henny Henri
  Henriette Henrik Henrike Henrique Henry Henryk Heracleea Heraclio Herbert Herberto Heribert Heriberto Herlinde
  Herluin Herma Hermann Hermelinda Hermenegildo Hermine Herminia Herminio Hernán Hernando Herrmann Herta Hertha Hervé
  Herwig Hesekiel Heva Heval Hêvî Heyvetullah Hıfzı Hilal Hilario Hilary Hilda Hildburg Hilde Hildebert Hildegard
  Hildegart Hildegund Hildegunde Hilma Hilmar Hiltraud Hiltrud Himani Himmet Hinata Hincmar Hinet Hinrich Hipólito
  Hiral Hiranmay Hiroko Hiroshi Hoàng Hocine Hodan Holger Hollie Holly Homero Honoré Honorine Horacio Horst Hortense
  Hortensia Horymír Houcine Houda Howard Hozan Hritik Hrvoje Hubert Hubertine Hubertus Hugh Hugo Hugues Huguette Hui
  Hulda Hülya Humaiya Humayra Hümayun Humberto Hunalp Hunter Huong Hurşide Hürüyet Hüseyin Hüseynqulu Husida Hüsmen
  Hussain Hussein Huy Huzaifa Hvalimir Hyejin Hynek Hyun Iacob Iacopo Iago Iain Ian Ianira Iara Ibán Ibidapo Ibodulloh
  Ibolya Ibou Ibra Ibrahim Ibrahima Ica Icilio Ida Idea Idiris Ido Idrees Idris Idris Idriss Idrissa Idy Ieva Ifeanyi
  Ifeanyichukwu Ifechukwu Ifeoma Ifora Ifunanya Iginia Igino Ignác Ignacia Ignacio Ignacy Ignatz Ignaz Ignazio Ígor
  Ihsaan Ika Ikenna Ikeoluwa Iker Ikhidie Iklim Ikram Ikrimah Ilaria Ilayda Ilda Ildebrando Ildefonso Ildegarda
  Ildegonda Ildikó Ileana Ilenia Ilgi Ilhan Ilia Ilias Ilie Ilija Ilja Ilka Ilkay Ilksen Illidio Ilmari Ilona Ilonka
  Ilper Ilse Ilteriş Ilva Ilyes Imani Imants Imelda Imene Imke Immacolata Immacolato Immo Imran Imre Ina Iñaki Inaya
  Inci Incoronata Indira Indrek Indro Indy Inès Inés Inês Inese Inga Ingbert Inge Ingeborg Ingeburg Ingelise Ingelore
  Inger Ingetraud Ingetraut Ingmar Ingo Ingolf Íngrid Ingried Íñigo Inioluwa Inka Inken Inkeri Inna Innocenza
  Innocenzo Inocencio Insa Insaf Ioana Ioannis Iolanda Iole Iona Ione Ionel Ionela Ionne Ionut Ippazio Ippocrate Ira
  Iracema Irén Irena Irène Ireneo Ireti Iretioluwa Iride Irina Íris Irma Irmela Irmengard Irmgard Irmhild Irmi Irmina
  Irmingard Irmtraud Irmtraut Irmtrud Irıs Iryna Isa Isaac Isabel Isabela Isabell Isabella Isabelle Isabelly Isac
  Isadora Isaia Isaiah Isaías Isak Isaque Isaura Işcan Ischirione Iseult Isfandiyor Ishanvi Ishola Ishwar Iside Isidor
  Isidora Isidore Isidoro Isidro Isioma Ísis Işıkay Ismaël Ismaele Ismail Ismaïla Ismérie Ismet Işın Isolde Isotta
  Isra Issa Issack István Italia Itanya Itır Itzel Itzhak Itziar Iuliana Iurie Iván Ivana Ivanka Ivanoe Iveta Ivetta
  Ivka Ivo Ivona Ivone Ivonne Iwan Iwo Iwona Iyabode Iyadunni Ize Izidor Jaabir Jaanus Jabulani Jacek Jacinta Jacinto
  Jack Jackie Jackline Jackson Jaclyn Jacob Jacobo Jacopo Jacqueline Jacques Jade Jadesola Jadranko Jadwiga Jafar
  Jafet Jagadish Jagat Jagmeet Jahongir Jaiden Jaime Jairaj Jairo Jake Jakob Jakub Jalaal Jalen Jalia Jalol Jalsa
  Jamaal Jamal Jamar Jamarion Jameel James Jamie Jamila Ján Jana Janaína Jandira Jane Janet Janett Janette Janice
  Janin Janina Janine Janko Jann Janna Janne Janni Jannis János Januja Janus Janusz Japhet Jaqueline Jared Jari
  Jarleth Jaroslav Jaroslaw Jasiri Jasmijn Jasmin Jasmina Jasmine Jasminka Jason Jasper Jaspreet Jasur Javad Javi
  Javier Javiera Javohir Javon Jawad Jay Jayden Jayla Jaylen Jaylin Jayne Jazmin Jean Jeana Jeanette Jeanne Jeannel
  Jeannette Jeannine Jeannot Jędrzej Jeff Jeffery Jeffrey Jehanne Jeison Jekaterina Jele Jelena Jelica Jemma Jenaro
  Jenna Jennifer Jenny Jenő Jens Jeremi Jeremiah Jeremías Jérémie Jeremy Jermaine Jernej Jérôme Jerónimo Jerry Jerzy
  Jesse Jéssica Jessika Jesusa Jhalak Jhon Jian Jianguo Jihoon Jill Jillian Jim Jimena Jimmy Jing Jinthe Jiri Jisoo
  Jiwoo Joachim Joan Joana Joann Joanna Joanne Joanny João Joaquim Joaquín Joaquina Jobst Jocelyn Jocelyne Jochem
  Jochen Jodi Jodie Jody Joe Joël Joëlle Joerg Johan Johana Johann Johanna Johanne Johannes John Johnathan Johnny
  Johnson Jokūbas Jolán Jolanda Jolanta Jolanthe Jolayemi Jon Jonás Jonatan Jonatas Jonathan Jonathon Jordana Jordi
  Jordon Jörg Jorge Jörgen Joris Jörn Jos José Josef Josefa Josefina Josefine Josep Joseph Joséphine Josette Josh
  Joshua Josiah Josiane Josip Josse Josselin Jost Josué Jourdain Jovan Jovana Jovita Joyce Józef Jožefa Jozo József
  Jua Juan Juana Juanita Juanito Jude Judicaël Judit Judita Judith Judy Juergen Jugoslav Juha Juhani Jukka Jules Júlia
  Julián Juliana Juliane Julianna Julie Julien Juliet Julieta Juliette Julijana Jūlijs Júlio Julita Július Juliusz
  Juma Jumagul Jun Juraj Jurandir Jürgen Juri Jurij Jurre Jussara Justin Justina Justine Justiniani Justus Justyna
  Jutta Juwon Jyoti Kaamil Kaarina Kabeer Kabir Kabiru Kachela Kacper Kadı Kada Kadeem Kader Kadiatou Kadidia Kadri
  Kadriye Kağan Kahina Kaique Kaitlin Kaitlyn Kaja Kajetan Kajus Kaleem Kalervo Kalevi Kalgay Kalidou Kalina Kalinda
  Kálmán Kaluwa Kama Kamal Kamalesh Kâmil Kamila Kamilly Kamoliddin Kamron Kamya Kanchan Kannan Kara Karabaş Karataş
  Kardelen Kareem Karen Kari Karim Karin Karina Karl Karla Karlfried Karlheinz Karlīna Karlo Karol Karola Karolin
  Karolína Karoline Karolis Károly Karsten Karunanidhi Kashangaki Kashyapi Kasimir Kaskazi Kaspar Katalin Katariina
  Katarina Katarzyna Käte Katelyn Katerina Kateryna Katharina Katharine Käthe Katherina Katherine Käthi Kathleen
  Kathrin Kathryn Kathy Kati Katia Katie Katja Katrin Katrina Katy Kavita Kavya Kawa Kayagün Kayden Kayla Kaylee
  Kayleigh Kayode Kazim Kâzime Kazimierz Kazuo Keano Kéba Keelan Keiko Keisha Keith Kelâmi Kelechi Kelli Kellie Kelly
  Kelsey Kelvin Kemal Kemi Kenan Kendra Kenji Kennedy Kenneth Kent Kerem Kerri Kerry Kerstin Kévim Kevin Kevser Keyla
  Keyshawn Kezban Khaan Khadidiatou Khadidja Khadija Khadim Khady Khaled Khalid Khalifa Khalil Khamani Khoa Khoudia
  Kiara Kibibi Kiburi Kiera Kieran Kijani Kike Kilian Killian Kim Kimberley Kimberly Kimya Kiné Kinubi Kipenzi Kira
  Kiramettin Kiran Kirk Kirsten Kirstin Kirsty Kiume Kiwara Kjetil Klaas Klára Kläre Klaudia Klaus Klavdija Kılıçbay
  Kléber Klemens Klothilde Knud Knut Koçak Koçer Kofi Kojo Kolawole Koldo Koloman Konrad Konstantin Konstantinos
  Konstanze Kopan Korbinian Kordula Korede Korinna Kornel Kornelia Kornelius Kosisochukwu Kosta Kostas Kovu Kreszentia
  Kreszenz Kriemhild Krishna Krishnan Krista Kristen Kristers Kristi Kristian Kristiane Kristie Kristiina Kristijan
  Kristin Kristina Kristine Kristóf Kristoffer Kristopher Kristy Krisztián Krisztina Kritika Krystal Krystian Krystyna
  Krzysztof Kubilay Kübra Kubura Kujoe Kuldeep Kumar Kumral Kunibert Kunigunda Kunigunde Kuno Kurt Kusiima Kwadwo
  Kwame Kwasi Kwesi Kyan Kyara Kyle Kylie Kyllikki Kıymet Kızıl Labeeb Lacey Laçın Lada Ladislao Ladislau Ladislaus
  Ladislav Laetitia Laia Laila Lailati Laís Lajos Lakeisha Lakisha Lakshmi Lakshmidhar Lala Lalo Lamar Lambert
  Lamberto Lamih Lamine Lan Lana Lance Lancilotto Lando Landry Lanfranco Langalibalele Laoise Laquisha Lara Larisa
  Larissa Larry Lars Lashawn Lashonda Lassana László Latasha Lateef Latifa Latifah Latisha Latofat Latonya LaToya
  Latoya Latrice Laura Laurane Laure Laureano Laureline Lauren Laurence Laurène Laurent Laurentino Laurenz Lauretta
  Lauriane Laurie Laurine Laurynas Lautaro Lautone Lavanya Lavínia Lavinio Lavīze Lawrence Lawrencia Laxmi Layla Laylo
  Lazar Lazare Lázaro Laze Lazzaro Léa Leah Leana Leander Leandra Léandre Leandro Leanne Leda Lee Leena Leidy Leif
  Leigh Leila Leire Leke Lekha Lelia Leman Léna Lene Leni Lenn Lennart Léo Leocadia Leocadio Leokadia León Léon
  Léonard Leonardo Leoncio Leone Leonel Leonhard Leoni Leonia Leonid Leonida Léonie Leonilda Léonne Leonor Leonore
  Leons Leontina Leonzio Leopardo Léopold Leopoldina Léopoldine Leopoldo Lerato Leroy Lesley Leslie Leszek Letícia
  Letterio Leufroy Levente Levi Lewis Leyla Leyre Lezize Lia Liam Liana Liane Liberata Liberatore Libero Liberto
  Liboria Liborio Licia Lida Lidania Lidia Lidija Lidio Lidwina Lieke Liesa Liesbeth Lieschen Liesel Lieselotte
  Liétald Ligia Lihua Liisa Lila Lîlan Lili Lilia Lilian Liliana Liliane Lilija Lilijana Lilita Lilla Lilli Lilly Lilo
  Lily Lina Lindsay Lindsey Linet Ling Linh Linn Linnéa Lino Linus Lioara Lioba Lionel Lisa Lisandro Lisbeth Lise
  Liselotte Lisette Lissi Lissy Liuba Lívia Liviana Livino Livio Liwia Liz Liza Ljiljana Ljubica Ljubov Ljudmila
  Llewellyn Lodovica Lodovico Loes Logan Loïc Loida Lola Lolade Loli Lolita Lona Londisizwe Londiwe Longin Loni Lonnie
  Lopa Lope Loredana Lorella Lorena Lorenz Lorenza Lorenzo Loreto Loretta Lori Loriana Loris Lorraine Lotfi Lothaire
  Lothar Lotte Lotti Louis Louise Lourdes Lourenço Lovre Luan Luana Luara Ľuboš Luc Luca Lucas Lucca Luchino Lucho
  Lucía Lúcia Luciana Luciano Lucie Lucien Luciene Lucienne Lucija Lucila Lucilla Lucille Lucio Lucretia Lucreția
  Lucrezia Lucy Ludano Ludger Ludivine Ludmila Ludmilla Ludolphe Ludovic Ludovica Ludovico Ludvik Ludwig Ludwina Luena
  Luigi Luigia Luigina Luís Luísa Luise Luisina Luitgard Luiza Luka Lukas Luke Luminița Luminosa Luna Lungile Lunna
  Lupita Luqmaan Lutf Lutfi Lutfiya Lutz Luyanda Luzia Luzie Lwandile Lydia Lydie Lyna Lynda Lynn Lynne Lyudmila
  Maarit Macaire Macarena Macaria Macario Maccabeo Macide Maciej Mackenzie Madalena Mădălina Maddalena Madeleine
  Madeline Madhav Madid Madini Madlen Mady Maëlle Maëlys Mafalda Maffeo Magali Magarete Magda Magdalena Magdalene
  Magdolna Maggie Magne Magno Magnus Małgorzata Magret Magrit Maguelone Maguette Mahaut Mahdi Mahesh Mahir Mahmoud
  Mahmud Mahmut Mahsa Mahzun Maï Maia Maica Maicol Maida Maik Maike Maïmouna Maina Mairead Mairtin Maisha Maitê Maïté
  Maja Majd Makayla Makhtar Makinwa Maks Maksim Maksüde Maksymilian Makunga Malak Malco Malcolm Malena Malene
  Malgorzata Malick Malik Malika Mališa Maliza Malka Mallaury Mallory Malo Malte Malti Malwina Mamadou Mamady Mamen
  Mamert Mamour Manassé Mancio Manda Mandla Mandlakhe Mandy Manel Manfred Manfredo Mangala Manisha Manja Manlio Manoj
  Manola Manolo Manon Manpreet Mansour Mansueto Manthan Manu Manuel Manuela Manuelita Manuella Manya Mar Mara Marana
  Marat Marc Marcantonio Marceau Marcel Marcela Marcelin Marcelina Marceline Marcelino Marcell Marcella Marcelle
  Marcello Marcelo Márcia Marcial Marciano Márcio Marco Marcos Marcus Mardon Mareen Mareike Mareile Marek Marème Maren
  Mareta Marga Margaret Margareta Margarete Margaretha Margarethe Margarida Margarita Margaud Margaux Margherita
  Margit Margita Margitta Margot Margret Margrit Marguerite Margus María Mária Mariah Mariam Mariama Marián Mariana
  Mariane Marianela Marianna Marianne Mariano Maribel Marica Maricarmen Maricela Maricica Maricruz Marie Mariechen
  Mariele Mariella Marieluise Marième Marietta Marija Marijan Marijana Marika Marilú Marilyn Marin Marina Marine
  Marinela Marinella Marinetta Marino Marinus Mário Mariola Marion Marisa Marisela Marisol Marissa Maristela Marit
  Marita Mārīte Maritta Marius Mariusz Marja Marjan Marjatta Márk Markika Marko Markus Marleen Marlen Marlène Marli
  Marlies Marliese Marlis Marolo Márta Marte Marten Martha Marthe Martí Martial Martim Martín Martina Martine Martino
  Márton Martyn Martynas Marut Maruta Marvin Marwa Mary Maryam Maryse Marzena Marzia Maša Mashxura Maşide Mason
  Massamba Massima Massimiliano Massimo Massinissa Matar Matas Máté Matej Mateja Mateo Mateus Mateusz Matheus Mathew
  Mathias Mathieu Mathijs Mathilde Mathurin Mati Matías Matija Matilda Matilde Matjaž Mato Matroniano Matt Matteo
  Matthäus Matthew Matthias Matthieu Matti Mattia Mattias Matunda Mátyás Maud Maugis Maura Maureen Maurice Mauricette
  Mauricio Maurilio Maurits Maurizio Mauro Mavuno Mawuena Max Maxellende Maxence Maxi Maxim Máxima Maxime Maximiano
  Maximilian Maximiliano Maximilien Maximino Máximo Maxwell Maya Mayeul Maykol Maysa Mayte Mazlum Mbaye Mcebisi
  Mckenzie Meagan Meaghan Mechthild Mechthilde Mechtild Medard Médéric Medoro Médoune Medya Meenakshi Meera Megan
  Mégane Meghan Meghana Mehdi Mehman Mehmet Mehrigül Mei Meik Meike Meiling Meinhard Meinolf Meinrad Meire Meïssa
  Melania Mélanie Melchiade Melchor Melek Melenija Melezio Melikkan Melina Melinda Melisa Mélisande Mélissa
  Mélissandre Melita Melitina Melitta Melnic Melodi Melvin Memduh Memili Menachem Mence Menelao Meneo Menodora Meral
  Merba Mercede Mercedes Merche Mércia Mercurio Meredith Meriç Meriem Merike Meritxell Mérovée Mert Mervin Meryem
  Merzuk Messalina Mesude Mesut Metin Metod Metrofane Meyhanim Mia Micael Micaela Micha Michał Michaël Michaela
  Michaele Michail Micheal Michel Michela Michelangelo Michèle Micheletto Michelle Michelotto Mickaël Mie Mieszko
  Miguel Miguela Mihaela Mihai Mihály Mihels Mihhail Mihin Mijat Mijo Mikael Mikayla Mike Mikhail Mikko Miklós Mikołaj
  Mila Milana Milanko Milena Milić Milica Milka Millicent Milo Milorad Milos Miloš Miloslava Mimma Mina Mindaugas
  Mindy Minenhle Minerva Minervina Minervino Ming Minh Minibe Minji Minjun Minna Miodrag Miomir Miłosz Mira Miranda
  Miraziz Mirco Mireia Mireille Mirela Mirella Miriam Mirja Mirjam Mirjana Mirko Mirna Mirocleto Miroslav Miroslaw
  Miroslawa Mirta Miša Mislav Mitchel Mitchell Mitzy Miyu Mizhir Mkarkara Mlungisi Moctar Modou Modupe Mofifoluwa
  Mohamad Mohamadou Mohamed Mohammad Mohammed Mohamud Mohan Mohand Mohini Mohinur Möhsim Moira Moisés Moïsette Moishe
  Mojisoluwa Mollie Molly Mona Monalisa Mónica Mónika Monique Monitore Monja Montserrat Mora Moradeke Morayo Mordechai
  Morena Moreno Morgan Morgana Morgane Moritz Morolake Morris Mosche Mosè Moses Moshe Mosinmileoluwa Mostafa Motunrayo
  Mouhamadou Mouhamed Mouhameth Mouhammadou Mouloud Mounir Mourad Mourib Moussa Moustapha Moxidil Moxira Moyosore
  Mısra Mthokozisi Muarra Muaviye Mübetcel Mucahit Mugdha Müge Muhallil Muhammad Muhammadamin Muhammadamir
  Muhammadsafo Muhammadumar Muhammadyusuf Muhammed Muharrem Muhazzim Muhtor Muhyiddin Muireann Müjde Mülayim Mulele
  Mümtaz Münif Munisa Murat Muratcan Müret Muriel Murilo Musa Musfira Musila Muslih Mustafa Mustapha Müşüre Muyiwa
  Muzaffer Müzdad Muzdahir Muzdalifa Muzhir Muziano Mwangi Mykola Mylène Myles Myriam Mzamo Naadir Nabeel Nabhan Nacer
  Nachiket Nacho Nacio Nada Nadeem Nadège Nadeschda Nadeshda Nadezhda Nádia Nadin Nadine Nadir Nadja Naeem Nafees
  Nafii Nafisa Naftali Nafula Nahil Naiara Naide Naima Nair Najam Najeeb Najibullah Najuma Nakif Nam Nancy Nanda Nando
  Nanni Naoise Naoko Naomi Napoleone Narcisa Narciso Narimane Narimon Narin Narseo Nasiru Nasra Nasrin Nasser Nassim
  Natale Natali Natália Natalie Natalija Natalio Nataliya Natalja Natan Natanael Nataniel Nataša Natascha Natasha
  Natasza Nath Nathalie Nathan Nathanaël Nathaniel Naudet Naveen Navid Nawal Nawroz Nayara Nayeli Nazaret Nazario
  Nazim Nazlı Nazlim Nazım Nazzareno Nazzaro Ndumiso Nebiha Nebojša Necati Nedas Nedda Nedjma Nefiye Neha Néhémie Neil
  Neiva Nejat Nela Nelah Nelea Nélida Nelli Nelly Nelson Nenad Néné Neoterio Nerea Nereida Neri Neriban Nerijus Nerim
  Nermin Neslişah Nesrine Néstor Neus Neusa Neva Nevaeh Neven Nevenka Nevgin Newroz Neyran Ngamia Ngozi Nguyen Nhiên
  Nhlanhla Niamh Nicanor Nicarete Niccolò Niceforo Nicéphore Nicezio Nichola Nicholas Nichole Nick Nicla Nico Nicodemo
  Nicola Nicolai Nicolás Nicolasa Nicolaus Nicole Nicoleta Nicoletta Nicolò Nida Nidia Niels Nieves Nigel Niğmet Nihad
  Nihan Niharika Nihat Nikki Niklas Niko Nikodem Nikola Nikolai Nikolaj Nikolaos Nikolas Nikolaus Nikolett Nikolina
  Nikos Nil Nilda Nilde Nilo Nils Nilufar Nimakoah Nina Nine Nineli Ninetta Ninfa Niniano Ninioluwa Nino Niranjan
  Nirja Nisha Niştîman Nives Niyazi Niyilolawa Njabulo Njozi Nkazimulo Nkechi Nkiruka Nkosana Nnamdi Nneka Noa Noah
  Noam Nobantu Noè Noé Noelia Noëlle Noemí Noémi Noémie Nojus Nokulunga Nolan Nomagugu Nomasonto Nomathalente Nomcebo
  Nomsa Nomthandazo Nomvula Nonhlanhla Nonso Noor Nóra Norah Norbert Norberto Norina Norma Norman Nosirjon Notburga
  Nothando Noud Nour Novella Noxolo Nozibusiso Nqobizitha Ntimi Núbia Nuccia Nûda Nûdem Numan Nuno Nunziata Nunzio Nur
  Nuran Nuray Nurcan Nurda Nûredîn Nurettin Nurgül Nurhayet Nuri Núria Nuriya Nurkan Nurlan Nursel Nurser Nurten
  Nurveren Nwabudike Nydia Nyoka Nyuki Oana Oba Obdulia Obianuju Obinna Obioma Obrad Océane Ochieng Octavia Octavie
  Octavio Odalis Odalys Oderico Odetta Odette Odhiambo Odika Odil Odile Odilia Odilon Odina Odon Odorico Ofélia Oganer
  Öge Ogechi Oger Öğet Ogooluwa Oguş Oğuzman Ojaswini Oke Okechukwu Okşan Oksana Oktay Oktüremiş Oladimeji Olaf Olaide
  Olakunle Olalla Olamide Olanrewaju Olasunmbo Olav Olavi Ole Oleg Olegario Oleh Olena Olga Oļģerts Olgica Olgierd
  Olha Olimpia Olinda Olindo Óliver Olívia Olivie Olivier Oliviera Oliwier Olof Ololade Oluchi Olufunmilayo Olumide
  Olumorotimi Oluwafemi Oluwakemi Oluwamumibori Oluwamuyiwa Oluwasegun Oluwaseun Oluwole Oluwunmi Olwethu Omaca Omar
  Omawunmi Ombline Ombretta Ömer Omero Omid Omisha Omkaar Omobobola Omobolanle Omolabake Omolara Omosalewa Omotola
  Omotoun Ona Ondina Önel Onesta Onofre Onofrio Onome Onorata Onorina Onorio Onoriode Onursu Onyinye Oormila Ophélie
  Orazio Orchidea Orenzio Oreofe Oreste Orfeo Orhan Oriana Oriande Oriane Orietta Orinder Orio Orlagh Orlane Ornella
  Oronzo Orso Orsola Orsolina Orsolya Ortansa Ortensia Ortrud Ortrun Ortwin Orzu Osama Osanna Óscar Oskar Osman Ostoja
  Osunleke Osvaldo Oswald Oswaldo Oswin Otávio Otay Otello Otfried Othmar Otieno Otilia Otmar Ottavio Ottfried Ottilia
  Ottilie Ottmar Otto Ottokar Ottomar Ottone Ouanes Oulimata Oumar Oumou Oury Ousmane Oussama Över Ovidio Oviya Övün
  Owen Oxana Oyenike Oysha Ozanne Özbilek Özdeş Özerdinç Özgür Özhan Ozioma Özkent Özlem Ozoda Ozodbek Özpetek Özsözlü
  Pablo Paca Pacífica Pacifico Paco Pacôme Padma Padraic Padraig Padraigh Paige Paiman Paksu Pál Palatino Palladia
  Palladio Palmazio Palmira Paloma Pam Pambe Pamela Panagiota Pancario Pancho Pánfilo Pantaleone Paola Paoletta Paolo
  Paramartha Paraschiva Pardo Paride Parisa Parker Parla Pasang Pascale Pascual Pascuala Paskalia Pasqual Pasquale
  Pastora Pathé Patric Patrice Patrícia Patricio Patrick Patrik Patrizia Patrizio Patryk Patty Pau Paul Paula Paule
  Paulette Paulina Pauline Paulino Paulius Paulo Pauric Pauside Pavao Pavel Paweł Pawel Pécine Pedro Peer Peeter Peggy
  Pekka Pelagia Pélagie Pelayo Pellegrino Penda Pénélope Penny Pepe Pepita Pepito Perceval Peren Perî Perica Pericle
  Perla Perlita Pero Perrine Perry Petar Petek Péter Petra Petrija Petrona Petronilla Pétronille Petronio Petros
  Petter Petteri Peyami Philémon Philibert Philip Philipp Philippe Philippine Phillip Philomena Philomène Phúc Phuong
  Phyllis Pía Pier Piera Pierangelo Piergiorgio Piergiuseppe Pierina Pierluigi Piermarco Piermaria Piero Pierpaolo
  Pierre Pierrick Piersanti Piersilvio Pieter Pietra Pietro Pilar Pili Pina Pío Piotr Pippo Piran Pirmin Piroska Pius
  Placida Plácido Platone Pleun Plinio Plutarco Pol Polifemo Polina Polissena Pompeo Pomponio Poncio Ponzio Pooja
  Popobawa Porfirio Porzia Porziano Prakash Pramila Praneel Prassede Prayag Predrag Prema Preston Primo Prisca
  Priscila Priscilla Priscille Prisco Priska Priya Procopio Profira Proserpina Prospera Protasio Prudencio Prudenzia
  Prudenzio Puccio Pulchérie Pupolo Purnima Pusicio Putri Qaadir Qadeer Qadim Qatadah Qawee Qiyas Quang Quartilla
  Quasimodo Qudamah Quentin Quentine Quiéta Quincy Quintia Quintiliano Quintino Quinton Quinzio Quique Quirino
  Quiteria Qutaybah Raamiz Raashid Rabah Rabea Rabee Rabi Racha Rachael Rachana Rachel Rachele Rachelle Rachid Rada
  Radeke Raden Radhika Radiša Radislav Radmila Radosław Radoslav Radovana Rael Rafa Rafał Rafaél Rafaela Rafee Raffael
  Raffaela Raffaele Raffaella Raffaellino Raffaello Rafia Rafih Rageshwari Rahel Rahim Rahime Rahmi Rahul Raik
  Raimondo Raimonds Raimund Raimunda Raimundo Rainelda Rainer Raisa Raissa Rajesh Rajko Rakesh Rakita Ralf Ralph
  Raluca Rama Ramaa Ramata Ramatoulaye Ramazan Ramesh Ramiro Ramón Ramona Ramzi Randall Randolf Randy Rania Ranieri
  Ranjit Ranolfo Ranveer Raoul Raphaël Raphaela Raphaëlle Raquel Rashad Rashawn Rasheed Rasheedah Rashid Rastislav
  Raúl Raven Ravi Ravy Ray Rayan Rayla Raymond Raymonde Raymund Rayona Rayyona Razvan Rebeca Rebecca Rebekah Rebekka
  Recep Recepali Reece Reet Refah Regina Reginald Reginaldo Régine Régis Régulo Rehime Reidun Reimar Reimer Reimund
  Reinald Reinaldo Reiner Reingard Reinhard Reinhardt Reinhart Reinhild Reinhilde Reinhold Réjean Réjeanne Réka Rekha
  Relja Rembrandt Rémi Remigio Remilekun Remo Remondo Rémy Rena Renan Rênas Renáta Renate Renato Renaud René Renée
  Reni Renzo Reshoni Resi Reşîd Resül Reva Reyansh Reybaud Reyes Reyhan Reyna Reynaldo Reza Rıfkı Rhavi Rhiannon Rhona
  Rhonda Rhys Ria Rian Ricarda Ricardo Ricario Riccarda Riccardo Ricciotti Richárd Rick Rickey Ricky Rico Rida Rigo
  Riitta Riku Riley Rina Rinaldo Risalet Rita Rivka Riya Riza Rizvon Robaldo Robby Róbert Roberta Robertas Roberto
  Robin Robyn Rocco Roch Rochdi Rochus Rocío Roderich Rodney Rodolfo Rodolphe Rodrigo Rodrigue Rogelio Roger Rohaan
  Rohan Rohana Rohit Roj Rojda Rojin Rokas Rokhaya Rokia Roko Roksana Roland Rolande Rolando Rolands Roldán Rolf Rolfo
  Romain Román Romana Romane Roméo Romeu Romilda Romina Romoaldo Romola Romolo Romuald Romualdo Rómulo Romy Ron Ronald
  Ronaldinho Ronaldo Ronan Ronî Ronith Ronke Ronnie Ronny Roque Rosa Rosalía Rosalie Rosalina Rosalinda Rosalinde
  Rosalva Rosamunda Rosângela Rosanna Rosaria Rosario Rosaura Roseanna Rosel Roselinde Rosemarie Rosemary Rosenda
  Rosendo Roser Rosi Rosie Rosilene Rosina Rosita Rosl Rosmarie Rosmunda Ross Rossana Rossella Rostislav Roswita
  Roswitha Rotimi Rotraud Rotraut Rouven Rowan Roxana Roy Róża Rozália Rua Rubén Rúben Rubiano Rudi Rüdiger Rudīte
  Rudolf Rudolph Rudra Rufina Rufino Ruggero Ruggiero Ruhiu Rui Rûken Rukia Rumeysa Ruoxi Rupert Ruperta Ruperto
  Rupinder Ruqayya Ruşen Russell Rusul Ruth Ruthild Rutilo Ruwaihim Ruy Ruža Ryan Rym Ryma Ryszard Saabir Saad Saahir
  Saajid Saba Şaban Sabari Sabas Sabatino Sabazio Sabeeh Sabihe Sabina Sabine Sabino Saboxat Sabri Sabrina Saçı Sada
  Sadan Sadia Sadio Sadıq Sadri Saèr Saffiro Safia Safiatou Safiétou Safinaz Safira Safiri Safiya Safura Sagar Sağıt
  Şahdiye Şahıgül Sahin Sahir Şahmettin Sahra Saïd Saida Saire Sakari Şakir Sakura Saladino Salah Salif Salih Salim
  Salima Salimata Salimatou Saliou Sally Salma Saloh Salohiddin Salomè Salomé Salomón Salud Salvador Salvatore Salvi
  Saly Sam Samama Samanta Samantha Samar Samara Sami Samir Samira Samona Samu Samuel Samuele Samwel Samy Sanaya Sancho
  Sanda Sandalio Sander Sandi Sandile Sándor Sandra Sandrine Sandro Sandu Sandy Sanem Sani Sanjay Sanobar Sante
  Santiago Santina Santino Sanur Saoirse Sapiente Sara Sarada Sarah Saray Sarina Sarisha Sarita Šárka Sarpkın Sarvar
  Saša Sascha Saskia Sašo Satoshi Saturniano Saturnina Saturnino Saul Sauti Savanna Saverio Savin Savina Savinien
  Saydam Sayyora Schlomo Scolastica Scot Scott Sean Seaneen Sebastiaan Sebastián Sebastiana Sebastiano Sebastião
  Sébastien Sebastjan Şebnem Seçgül Seckou Seconda Secondina Secondo Sedat Sedife Şefiye Sefora Seghei Segilola
  Segismundo Ségolène Şehamet Seher Seif Sekinat Sékou Selatin Selcan Selcen Selçuk Selena Selene Selim Selin Selma
  Selvaggia Semenica Semiramide Sempronio Semra Semrin Şemsi Şemsinisa Senay Sencar Şengül Senka Senna Senofonte Senol
  Senta Seojun Seosamh Seoyeon Sep Sepp Şerafeddin Serafín Serafina Serafino Serap Serdar Şeref Serge Sergei Sergej
  Sergen Sergey Sergi Sérgio Sergius Serhad Serhiy Serine Serkan Serma Serol Serpil Şervan Serviliano Seth Settimio
  Sevara Sevcan Seve Severa Severiano Séverin Séverine Severino Severo Sevgi Sevican Sevim Şevki Sevtap Şêxmus Şeyda
  Seydou Seye Seyfi Seyfullah Seyhan Seynabou Shade Shahina Shahobiddin Shakira Shakti Shalewa Shamsuddeen Shane
  Shanelle Shanice Shanika Shaniqua Shankar Shanna Shannon Shanti Shaquille Sharda Shari Sharon Shashikala Shaun
  Shauneen Shaurya Shawana Shawn Shawna Sheena Shehu Sheila Shelby Shelia Shelley Shelly Sheri Sherri Sheryl Shira
  Shirin Shirley Shivani Shlomo Shobhana Shonda Shoshana Shpend Shreya Shrishti Shubhaprada Sian Siavash Sibel Sibilla
  Sibille Sibonelo Sibongile Sibusisiwe Sibusiso Sibylla Sibylle Sico Siddhran Sidki Sidney Sidoine Sidonia Sidonio
  Sidy Siegbert Siegfried Sieghard Sieglinde Siegmar Siegmund Siegrid Siegried Siegrun Siegward Sierra Sifa Sigebert
  Sigfrido Sigfried Sigismond Sigismondo Sigismund Siglinde Sigmar Sigmund Sigrid Sigrun Sigurd Siim Sijuade Siku
  Şilan Şîlan Silas Silja Silke Silondile Silva Silvana Silvano Silvère Silverio Silvester Silvestre Silvestro Sílvia
  Silvio Silviu Sîma Simão Šime Simeone Simge Simisola Simón Šimon Simona Simonas Simone Simonetta Simphiwe Simran
  Simten Sina Sinaida Sinead Sinesio Sinikka Siniša Siobhán Sipho Siré Sireno Siria Siricio Şîrîn Sirineu Sirio Sirje
  Sissel Sisto Sitara Sithembiso Sixtine Siyabonga Slavica Slávka Slavko Slawomir Slobodan Smaranda Smeralda Smiljana
  Smriti Sname Sneha Snežana Snježana Soave Sobit Socrate Sofía Sofiane Sofie Sofoklis Sofronia Soheila Soizic Sokhna
  Solange Soliha Solma Solveig Somadina Somtochukwu Songül Sonia Sonja Sönke Sonya Sophia Sophie Sora Soraia Soraya
  Sören Sorina Sosimo Sostene Sostrato Sota Souad Soufiane Souleymane Souma Soumia Sowande Soydaner Spartaco Spencer
  Speranzio Sphiwe Sredoje Srna Stacey Stacie Stacy Stanislas Stanislaus Stanislav Stanislaw Stanley Stavros Stefan
  Stefani Stefania Štefánia Stefanie Štefanija Stefano Steffen Steffi Štefica Štefka Steinar Stela Štěpánka Stephan
  Stéphane Stéphanie Stephany Stephen Stêr Stevan Steve Steven Stewart Stig Stilla Stiriaco Stjepan Stojanka Stuart
  Subhash Subhasini Subramaniam Sücaettin Sudi Sue Suélen Süheyda Sujata Sükrü Şükrü Süleyman Sulhi Sultane Sumaya
  Sumayya Sumayyah Sumitra Sunay Süner Sungho Sunhee Sunita Suresh Suryakant Susan Susana Susanita Susann Susanna
  Susannah Susanne Suse Sushma Susi Sussanne Suus Suzana Suzanne Suzon Svea Sveatoslav Sven Svenja Svetlana Svetolik
  Sveva Svitlana Sviturno Swala Swami Swantje Swassane Swati Swen Sweta Swetlana Şıxı Sybilla Sybille Sıylıhan Sylke
  Sylvain Sylvana Sylvester Sylvestre Sylvia Sylviane Sylvie Sylvio Sylwia Szabolcs Szilvia Szymon Taahir Tabassum
  Tabea Tabita Tabitha Taceddin Tadas Tade Tadej Tadeo Tadeusz Tagangül Taha Taide Tainá Tajammul Takeshi Talal Talha
  Talhah Talip Talita Tamara Tamás Tamaşa Tamaydın Tameka Tami Tamika Tammaro Tammie Tammy Tanay Tancrède Tangül
  Tanguy Tania Tanimu Tanisha Tanja Tanmayi Tanner Tanpınar Tanushree Tanya Tapani Tapio Tarak Tarancı Tarcisio Tarek
  Tari Tariq Tarquinia Tarsilla Tasha Taşkın Tassilo Tatenda Tatiana Tatjana Tayfun Taylak Taylor Tayyibe Taziana
  Taziano Tchavolo Tea Tecimer Tecla Tejas Telchide Telemaco Telica Telim Telmo Telse Temistocle Temitope Tendai
  Tenzin Teo Teobaldo Teodata Teodolinda Teodor Teodora Teodoro Teodosio Teófila Teófilo Teogene Tercan Tere Terence
  Teresa Teresita Terézia Terezija Terje Terlan Terrance Terrell Terrence Terri Terry Tertuliano Terzo Tesifonte Tess
  Teudosia Teun Tezcan Tezer Thabani Thabisa Thabisile Thabiti Thabo Thaddäus Thaís Thaïs Thalente Thales Thandazile
  Thandeka Thandiwe Thando Thành Thea Theda Thekla Thembeka Thembekile Thembisile Théo Theobald Theodor Théodora
  Théodore Theodoro Theodoros Théodose Théophile Théophraste Theres Theresa Thérèse Theresia Thiago Thibault Thibaut
  Thibert Thierno Thierry Thies Thilo Thinhinane Thom Thomas Thoralf Thorben Thorsten Thuthukile Thuy Tia Tiago
  Tiarnan Tibaldo Tibor Tiburcio Tiburzio Tidiane Tiffany Tiğin Tiina Tiit Tijn Till Tillmann Tilly Tilman Tilmann
  Tilo Tim Tímea Timm Timo Timoléon Timoteo Timothée Timothy Tina Tino Tiphaine Titi Titien Titilayo Titilope Tito
  Tiziana Tiziano Tizio Tınal Tobia Tobias Tobiloba Toby Todd Tohir Toke Toki Tokunbo Tola Tolulope Toluwani
  Toluwanimi Tom Tomàs Tomás Tomasa Tomasz Tomé Tomiloba Tomislav Tommaso Tommie Tommy Tomoko Tomurcuk Tonguç Toni
  Tonia Tonino Tonnin Toño Tony Tonya Toralf Torben Tori Toribio Torquato Torsten Tosca Tosco Toussaint Tove Tracey
  Traci Tracie Tracy Traian Trajan Trasea Traude Traudel Traudl Traugott Traute Travis Travon Trayvon Tremaine Trevor
  Treyvon Tricia Trilokanath Trini Trinidad Tristán Tristano Triveni Troy Trude Trudel Trudi Trung Tuan Tudorița
  Tufani Tuğba Tuğçe Tuğrul Tuğrulhan Tuhfe Tülay Tullia Tullio Tulun Tümkurt Tunar Tuncay Tünde Tùng Turabi Turi
  Türkan Turold Tussio Tuulikki Tüzenur Tyesha Tygo Tyler Tymon Tymoteusz Tyree Tyreke Tyrell Tyrese Tyrone Tzipora
  Ubaadah Ubadah Ubaid Ubaidah Ubaldo Ubay Ubayd Ubaydullah Ubertino Uberto Ubika Ubiratan Üçgül Uche Uchenna Udai
  Udant Udo Uelinton Uğan Ugo Ugolina Ugolino Uguccione Uhban Uhra Ujunwa Łukasz Ukbe Ulberto Ulf Ulfa Ulfat Ulfo Uli
  Ulises Uliva Ülkü Ülküm Ulla Ullrich Ulpiano Ulrich Ulrike Ulstano Uluman Ulysse Umaarah Umair Umande Umang Umar
  Umberto Umida Umidulloh Umile Ümit Ümray Umuşan Undine Ünek Unna Unni Ünseli Uraltay Uri Đurđica Uriel Uriele
  Urishilla Urmas Urmila Uroš Urs Ursel Ursino Úrsula Ursule Urszula Urte Urvi Usama Üsame Uschi Ushindi Usman Uta Ute
  Utkarsh Utz Uwe Uygun Uzima Uzodimma Václav Vadim Vahdet Vahide Vaijayanthi Vaishno Valda Valdir Valeh Valente
  Valentim Valentín Valentina Valentino Valère Valeri Valèria Valéria Valeriana Valeriano Valerico Valérie Valerij
  Valerio Valero Valéry Valeska Valfredo Valtena Valter Vân Vanda Vanesa Vanessa Vânia Vanna Vanya Vargın Varlık Varo
  Vasana Vasanti Vasco Vasile Vasilina Vasilis Vasilisa Vassilios Veda Vedang Vedasto Vedhika Vefik Vegard Veit Veli
  Velibor Velio Vello Venance Venancio Venceslao Venceslás Venera Veneranda Venere Venerio Venusta Venustiano Vera
  Věra Verano Verde Verdiana Verecondo Verena Veriana Veridiana Verim Vernon Verónica Veronika Véronique Verulo Vesna
  Vezio Vianney Vicenta Vicente Vicki Vickie Victória Victoriano Victorin Victorino Vidal Vidone Vidur Vigo Vija Vijay
  Vikram Viktor Viktória Vildan Viliam Viliana Viliberto Vilma Vilnis Vimala Vincent Vincentio Vincenza Vincenzo
  Vinciane Vinebaldo Vinicio Vinícius Vinko Vinzenz Viola Violante Violeta Violetta Violette Viorel Virgilio Virginia
  Virginie Virginio Viridiana Viscardo Vishwamitra Vissia Vitali Vito Vítor Vittoriano Vittorio Vitus Vivaan Vivaldo
  Vivian Viviana Viviane Vivien Vjosa Vlad Vladilena Vladimer Vladimir Vladimiro Vlado Vladut Vlastimir Vlatka Vodingo
  Vojtech Volkan Volker Volkhard Volkmar Volodymyr Vrinda Vukan Vulmaro Vusumuzi Vyanjana Vytautas Waahid Waail
  Waceera Wafae Waheed Walburga Waldemar Waldtraut Wale Waleed Walentina Waleran Walfried Walid Wallace Walli Wally
  Wálter Walther Waltraud Waltraut Waltrud Waly Wanda Wanderley Wandrille Wanjiru Waqila Warhi Warjas Warley Warren
  Waseme Wassim Wayne Wei Weiwei Welat Wellington Wencke Wendelin Wendy Wenke Wenzel Wera Werner Wesley Wessel Whitney
  Wibke Wiebke Wieland Wieslaw Wigbert Wiktor Wilfredo Wilfrido Wilfried Wilfriede Wilhelm Wilhelmine Willfried Willi
  William Willibald Willibert Willie Willy Wilma Wilmer Wilson Wiltrud Winfried Winnie Witold Wladimir Wojciech
  Woldemar Wolf Wolfgang Wolfhard Wolfram Wridesh Wulf Wyatt Xabier Xalak Xamis Xatûn Xaver Xavi Xavier Xavière Xebat
  Xenia Xénophon Xezal Xiang Xiao Xiaoming Xiaoyan Ximena Xin Xiomara Xochitl Xolid Xosrov Xuân Yaakov Yacine Yadavi
  Yael Yağmur Yagnesh Yago Yahaira Yahia Yaiza Yakov Yakubu Yalazabay Yalgın Yalın Yaman Yan Yaneth Yango Yanis Yankı
  Yann Yara Yasemin Yashawini Yashvi Yasin Yasir Yasmin Yasmina Yasmine Yasser Yassine Yaw Yaya Yazganalp Yazgül Yda
  Yehuda Yeison Yejide Yekbun Yelena Yelesen Yener Yesenia Yésica Yéssica Yetunde Yiannis Yichen Yifan Yilmaz Ying
  Yinthe Yitzhak Yıldır Yıldız Yılmaz Ylvie Yoann Yochana Yohana Yoko Yolanda Yolande Yonca Yong Yoqub Yordanka Yorgos
  Yoro Yosef Yosma Youba Youcef Younes Youngja Yousef Yousra Youssef Youssou Youssouph Yousuf Ysaline Yseult Yug Yuki
  Yuko Yüksel Yuleidy Yuleisy Yuliana Yuri Yuriy Yurtgüven Yûsiv Yusuf Yuto Yves Yvette Yvonne Zaahid Zaahir
  Zabihullah Zabina Zacarías Zaccaria Zacharie Zachary Zaché Zafar Zaheer Zahra Zahro Zahur Zaid Zaida Zainab Zaira
  Zaituni Zakaria Zakir Zama Zana Zanele Zanita Zanobi Zansi Zarije Zarina Zashil Zavida Zayd Zaynab Zbigniew Zdenka
  Zdravko Ze'ev Zebirce Zefiro Zehra Zekeriyyâ Zeki Zelinda Zeljko Zenaide Zennun Zeno Zenobia Zenon Zenone Zenta
  Zenzele Zenzile Zéphirin Zerafet Zerdeşt Zerya Zev Zeynep Ziad Zibuyile Zihan Zîlan Zilfa Zîn Zina Zineb Zita Ziyâd
  Zlatko Zoé Zoéva Zofia Zofija Zöhrehan Zoilo Zoltán Zora Zoraida Zoran Zsófia Zsolt Zsuzsanna Zuba Zubayr Züfer
  Züleyha Zümre Zvezdana Zvonka Zvonko`;

/**
 * Names that are words in a language: rated ones, and those of its spelling dictionary (npm dictionary-en …) that labelled posts
 * write in small letters more often than not.
 */
export const WORDS_IN: Readonly<Record<string, string>> = {
  de: `
    Ade Allen Anders Darin Davor Falk Heide Íris Jasmin Kent Kläre Maï Márk Mei Nur Pol Reiner Román Rosa Solange Till
    Vân Viola Wolf`,
  en: `
    Ada Ale Alpha Avi Benson Betta Bill Cord Curt Daisy Diamond Drew Earl Ève Fella Gal Guy Hardy Harm Hella Idea Léa
    Maï Mar Marina Márk Martial Máté Max Nada Neva Nine Noè Noé Oke Ole Över Pál Peer Penny Pero Pier Raven Ray Saïd
    Shade Sue Tea Theres Till Urs Vân Willy Wolf Yan`,
  es: `
    Adora Adoración Ala Ama Amado Amos Ana Asta Blanca Curro Custodia Dado Dale Dan Dara Dejan Diamante Domingo
    Durante Ella Estrella Evita Felicidad Fuma Generosa Generoso Gracia Ibán Ida Idea Ido Ira Íris Júlio Léa Lee Lia
    Luna Malo Manda Mar Marica Maša Matar Máté Máxima Máximo Mia Milena Mira Miša Mona Morena Nacer Nada Néné Nico
    Nieves Ole Pál Pancho Pepe Pero Primo Racha Reyes Rico Rosa Rosario Róża Salud Sean Severo Tecla Tia Tomé Toño Vân
    Veda Verano Verde Victória Viola`,
  fr: `
    Ben Cole Demi Devin Douce Engin Franco Honoré Ira Lance Lourdes Maï Marin Marine Péter Ravi Román Willie`,
  it: `
    Adora Alla Ama Amaro Amata Anni Aria Assunto Bambina Beato Ben Cándida Carina Celeste Che Chiara Clemente Degna
    Desiderato Desiderio Devi Diamante Domenica Donato Durante Evita Fedele Fermo Franca Franco Frode Gal Gemma
    Generoso Gentile Giusta Grato Hanno Idea Immacolato Libero Lotte Luminosa Maï Manda Márcio Massimo Matti Maya Mia
    Mie Mila Mina Otto Parla Pepe Primo Rosa Salvatore Scolastica Seconda Secondo Soave Sue Terzo Tizio Umile Věra
    Vera Verde Viola`,
  pt: `
    Adia Adora Ali Ama Amada Amado Amando Anel Assunto Bora Cem Chus Clemente Concha Dado Deste Diamante Dom Domingo
    Durante Ela Evita Fedor Flor Franco Fuma Gaja Galo Gema Generoso Grato Ido Ira Irma Lona Maï Manda Mar Matar Mato
    Máxima Máximo Mijo Mina Mora Nada Nela Nóra Olha Pau Pero Primo Reza Rico Rita Rosa Rua Senta Severo Tia Tola
    Valente Verde`,
};
