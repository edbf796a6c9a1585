import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node on the loopback interface, without the launcher of the distribution.
 *
 * Arguments: the node's home folder, its HTTP port, its transport port. Runs until it is killed.
 */
public final class TestNode {
    private static final String NAME = "tests";

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("node.name", NAME)
            .put("cluster.name", NAME)
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            // A test machine with a nearly full disk must not make indices read-only by itself.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        LogConfigurator.setNodeName(NAME);
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> NAME);
        LogConfigurator.configureESLogging();
        var modules = PluginsLoader.loadModulesBundles(home.resolve("modules"), true);
        var loader = PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false);
        new Node(environment, loader).start();
        Thread.currentThread().join();
    }
}
