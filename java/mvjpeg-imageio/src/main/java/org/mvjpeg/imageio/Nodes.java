package org.mvjpeg.imageio;

import java.util.ArrayList;
import java.util.List;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Node;

/** What metadata trees are read and made with; takes any implementation of {@link Node}. */
final class Nodes {
    private Nodes() {}

    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                children.add(child);
            }
        }
        return children;
    }

    /** All nodes of a name below one, in their order. */
    static List<Node> all(Node root, String name) {
        List<Node> found = new ArrayList<>();
        for (Node child : children(root)) {
            if (name.equals(child.getNodeName())) {
                found.add(child);
            }
            found.addAll(all(child, name));
        }
        return found;
    }

    /** An attribute; empty where there is none. */
    static String attribute(Node node, String name) {
        Node attribute =
                node.getAttributes() == null ? null : node.getAttributes().getNamedItem(name);
        return attribute == null ? "" : attribute.getNodeValue();
    }

    static boolean hasAttribute(Node node, String name) {
        return node.getAttributes() != null && node.getAttributes().getNamedItem(name) != null;
    }

    /** Bytes that hang on a node; none where there are none. */
    static byte[] bytes(Node node) {
        return node instanceof IIOMetadataNode it && it.getUserObject() instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** Adds a node. @param attributes name, value, name, value... */
    static IIOMetadataNode add(Node parent, String name, String... attributes) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        for (int i = 0; i < attributes.length; i += 2) {
            node.setAttribute(attributes[i], attributes[i + 1]);
        }
        parent.appendChild(node);
        return node;
    }

    /** Adds a node with an object on it. */
    static IIOMetadataNode add(Node parent, String name, Object userObject) {
        IIOMetadataNode node = add(parent, name);
        node.setUserObject(userObject);
        return node;
    }
}
