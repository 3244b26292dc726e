package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The bill of materials has no parent to take its versions from. */
class BomTest {
    private final XPath xpath = XPathFactory.newInstance().newXPath();

    @Test
    void versionsAreThoseOfTheBuild() throws Exception {
        Document parent = pom("../pom.xml");
        Document bom = pom("../java/mvjpeg-bom/pom.xml");
        for (String path : List.of(
                "/project/version",
                "//properties/javacpp.version",
                "//properties/ffmpeg.version",
                "//properties/spotless.version")) {
            assertThat(texts(bom, path)).hasSize(1).isEqualTo(texts(parent, path));
        }
    }

    @Test
    void everyArtefactForUsersIsListed() throws Exception {
        List<String> artefacts = texts(pom("../pom.xml"), "/project/modules/module").stream()
                .filter(module -> module.startsWith("java/"))
                .map(module -> module.substring("java/".length()))
                .filter(module -> !module.equals("mvjpeg-bom"))
                .toList();
        List<String> listed =
                texts(pom("../java/mvjpeg-bom/pom.xml"), "//dependency[groupId = 'org.mvjpeg']/artifactId");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(artefacts);
    }

    @Test
    void everyModuleForUsersIsNamed() throws Exception {
        assertThat(Stream.of(new File("../java").listFiles(File::isDirectory))
                        .filter(module -> new File(module, "src/main/java").isDirectory()))
                .isNotEmpty()
                .allMatch(module -> new File(module, "src/main/java/module-info.java").isFile());
    }

    private static Document pom(String file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(file));
    }

    private List<String> texts(Document document, String path) throws Exception {
        NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
