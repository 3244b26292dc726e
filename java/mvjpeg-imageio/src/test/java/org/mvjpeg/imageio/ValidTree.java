package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.metadata.IIOMetadataFormat;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Node;

/** Holds metadata trees against their formats and against each other. */
final class ValidTree {
    private ValidTree() {}

    /** Checks elements, children, attributes with their types and ranges, and user objects. */
    static void require(Node node, IIOMetadataFormat format) {
        String name = node.getNodeName();
        assertThat(format.canNodeAppear(name, null)).as(name).isTrue();
        assertThat(format.getChildPolicy(name)).as(name).isNotNegative().satisfies(policy -> {
            if (policy != IIOMetadataFormat.CHILD_POLICY_EMPTY) {
                return;
            }
            assertThat(node.hasChildNodes()).as(name).isFalse();
        });
        Map<String, String> attributes = attributes(node);
        List<String> known =
                format.getAttributeNames(name) == null ? List.of() : Arrays.asList(format.getAttributeNames(name));
        assertThat(known).as(name).containsAll(attributes.keySet());
        for (String attribute : known) {
            if (format.isAttributeRequired(name, attribute)) {
                assertThat(attributes).as(name).containsKey(attribute);
            }
            if (attributes.containsKey(attribute)) {
                requireValue(format, name, attribute, attributes.get(attribute));
            }
        }
        Object object = ((IIOMetadataNode) node).getUserObject();
        if (object != null) {
            assertThat(format.getObjectValueType(name)).as(name).isEqualTo(IIOMetadataFormat.VALUE_LIST);
            assertThat(object.getClass().getComponentType()).as(name).isEqualTo(format.getObjectClass(name));
            assertThat(Array.getLength(object))
                    .as(name)
                    .isBetween(format.getObjectArrayMinLength(name), format.getObjectArrayMaxLength(name));
        }
        List<String> children =
                format.getChildNames(name) == null ? List.of() : Arrays.asList(format.getChildNames(name));
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            assertThat(children).as(name).contains(child.getNodeName());
            require(child, format);
        }
    }

    private static void requireValue(IIOMetadataFormat format, String name, String attribute, String value) {
        String where = name + "/" + attribute;
        int type = format.getAttributeValueType(name, attribute);
        if (type == IIOMetadataFormat.VALUE_ENUMERATION) {
            assertThat(format.getAttributeEnumerations(name, attribute))
                    .as(where)
                    .contains(value);
            return;
        }
        switch (format.getAttributeDataType(name, attribute)) {
            case IIOMetadataFormat.DATATYPE_BOOLEAN ->
                assertThat(value).as(where).isIn("TRUE", "FALSE");
            case IIOMetadataFormat.DATATYPE_INTEGER,
                    IIOMetadataFormat.DATATYPE_FLOAT,
                    IIOMetadataFormat.DATATYPE_DOUBLE ->
                Arrays.stream(value.split(" ")).mapToDouble(Double::parseDouble).forEach(number -> {
                    if ((type & IIOMetadataFormat.VALUE_RANGE) != 0 && type < IIOMetadataFormat.VALUE_LIST) {
                        assertThat(number)
                                .as(where)
                                .isBetween(
                                        Double.valueOf(format.getAttributeMinValue(name, attribute)),
                                        Double.valueOf(format.getAttributeMaxValue(name, attribute)));
                    }
                });
            default -> assertThat(value).as(where).isNotNull();
        }
    }

    static void assertEqual(Node actual, Node expected) {
        assertThat(lines(actual, "")).isEqualTo(lines(expected, ""));
    }

    private static List<String> lines(Node node, String indent) {
        List<String> lines = new ArrayList<>();
        Object object = ((IIOMetadataNode) node).getUserObject();
        lines.add(indent + node.getNodeName() + " " + attributes(node) + " "
                + (object instanceof byte[] bytes ? Arrays.toString(bytes) : object));
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            lines.addAll(lines(child, indent + "  "));
        }
        return lines;
    }

    private static Map<String, String> attributes(Node node) {
        Map<String, String> attributes = new TreeMap<>();
        IntStream.range(0, node.getAttributes().getLength())
                .mapToObj(node.getAttributes()::item)
                .forEach(it -> attributes.put(it.getNodeName(), it.getNodeValue()));
        return attributes;
    }
}
